// Package openai lets an assistant use a language model behind the OpenAI API, the company's own or any server that speaks
// it. It is the only package that knows the library.
package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	api "github.com/sashabaranov/go-openai"

	"chutri/internal/assist"
)

// maxReply is how many bytes of an answer are read.
const maxReply = 1 << 20

// usualRest is how long the service is left alone that is busy and does not say for how long.
const usualRest = 30 * time.Second

// Model is a model of a service.
type Model struct {
	client *api.Client
	name   string
	http   *http.Client
}

// New returns a model of the service at an address like "https://api.openai.com/v1"; "" is that one.
func New(key, baseURL, model string) *Model {
	config := api.DefaultConfig(key)
	if baseURL != "" {
		config.BaseURL = strings.TrimRight(baseURL, "/")
	}
	// The key must not follow a redirection to somewhere else.
	client := &http.Client{
		Transport:     limited{http.DefaultTransport.(*http.Transport).Clone()},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	config.HTTPClient = client
	return &Model{client: api.NewClientWithConfig(config), name: model, http: client}
}

// Close closes idle connections.
func (m *Model) Close() { m.http.CloseIdleConnections() }

// Complete implements assist.Model.
func (m *Model) Complete(ctx context.Context, r assist.Request) (assist.Reply, error) {
	request := api.ChatCompletionRequest{
		Model: m.name,
		Messages: []api.ChatCompletionMessage{
			{Role: api.ChatMessageRoleSystem, Content: r.Rules},
			{Role: api.ChatMessageRoleUser, Content: r.Data},
		},
		MaxCompletionTokens: r.Most,
		Temperature:         math.SmallestNonzeroFloat32, // the library drops 0, which leaves it to the service
		ResponseFormat: &api.ChatCompletionResponseFormat{
			Type:       api.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &api.ChatCompletionResponseFormatJSONSchema{Name: string(r.Kind), Schema: r.Schema, Strict: true},
		},
	}
	if api.NewReasoningValidator().Validate(request) != nil {
		request.Temperature = 0 // models that reason take none
	}
	response, err := m.client.CreateChatCompletion(ctx, request)
	if err != nil {
		return assist.Reply{}, explain(ctx, err, response.Header())
	}
	reply := assist.Reply{Tokens: response.Usage.TotalTokens}
	if len(response.Choices) == 0 {
		return reply, fmt.Errorf("%w: no choices", assist.ErrNoReply)
	}
	choice := response.Choices[0]
	switch {
	case choice.Message.Refusal != "":
		return reply, fmt.Errorf("%w: refused", assist.ErrNoReply)
	case choice.FinishReason != api.FinishReasonStop && choice.FinishReason != "": // some servers say nothing
		return reply, fmt.Errorf("%w: ended by %q", assist.ErrNoReply, choice.FinishReason)
	case strings.TrimSpace(choice.Message.Content) == "":
		return reply, fmt.Errorf("%w: empty", assist.ErrNoReply)
	}
	reply.Text = choice.Message.Content
	return reply, nil
}

// explain turns an error of the library into one that an assistant knows. The library's errors may hold what the service wrote, which
// may be what it was sent: none of that goes on.
func explain(ctx context.Context, err error, header http.Header) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	status := 0
	if e := new(api.APIError); errors.As(err, &e) {
		status = e.HTTPStatusCode
	} else if e := new(api.RequestError); errors.As(err, &e) {
		status = e.HTTPStatusCode
	}
	switch {
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable && header.Get("Retry-After") != "":
		return assist.BusyError{After: retryAfter(header)}
	case status >= http.StatusBadRequest:
		return fmt.Errorf("openai: status %d", status)
	}
	if e := new(url.Error); errors.As(err, &e) {
		return fmt.Errorf("openai: %w", e.Err) // without the address
	}
	return fmt.Errorf("openai: %T", err)
}

// retryAfter reads how long the service wants to be left alone: seconds, or a date by the service's own clock.
func retryAfter(header http.Header) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<20)) * time.Second
	}
	at, err := http.ParseTime(value)
	now, wrong := http.ParseTime(header.Get("Date"))
	if err == nil && wrong == nil {
		return max(at.Sub(now), 0)
	}
	return usualRest
}

// limited bounds what is read of an answer.
type limited struct{ *http.Transport }

// RoundTrip implements http.RoundTripper.
func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := l.Transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	response.Body = body{io.LimitReader(response.Body, maxReply), response.Body}
	return response, nil
}

type body struct {
	io.Reader
	io.Closer
}
