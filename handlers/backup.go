package handlers

import (
	"encoding/json"
	"fmt"

	"chutri/store"
)

// BackupRequests is the collection of the backups that were asked for and are not made yet. Whoever runs the handlers makes them,
// for it takes longer than a message may, and removes the record with the reply.
const BackupRequests = "backup_request"

// BackupRequest tells where the reply to a request goes.
type BackupRequest struct {
	Chat     int64  `json:"chat"`
	Topic    int    `json:"topic,omitempty"`
	Language string `json:"language"`
}

// backupCommand asks for a copy of the store. The answer comes when it is made and verified.
func backupCommand(t *turn, _ string) error {
	data, err := json.Marshal(BackupRequest{Chat: t.m.Chat.ID, Topic: t.m.Chat.Topic, Language: t.say.Language})
	if err != nil {
		return fmt.Errorf("encode a request for a backup: %w", err)
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: BackupRequests, Key: t.m.Key, Data: data}})
	t.show(t.say.Say("backup.begun", nil))
	return nil
}
