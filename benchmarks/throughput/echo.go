package main

import (
	"chutri/internal/telegram/tgtest"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// echo sends every text back to its chat and keeps nothing, until the process is ended.
func echo(url string) error {
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(tgtest.Token, url+"/bot%s/%s")
	if err != nil {
		return err
	}
	next := tgbotapi.NewUpdate(0)
	next.Timeout, next.AllowedUpdates = 10, []string{"message"}
	for {
		updates, err := bot.GetUpdates(next)
		if err != nil {
			return err
		}
		for _, u := range updates {
			next.Offset = u.UpdateID + 1
			if u.Message == nil {
				continue
			}
			if _, err := bot.Send(tgbotapi.NewMessage(u.Message.Chat.ID, u.Message.Text)); err != nil {
				return err
			}
		}
	}
}
