package bolt

import (
	"strings"

	"chutri/store"
)

func (r *reader) Member(person int64) (store.Member, error) {
	return find[store.Member](r, members, idKey(person))
}

func (r *reader) Members() ([]store.Member, error) {
	var found []store.Member
	err := walk(r, members, nil, func(m store.Member) bool {
		if !m.Removed {
			found = append(found, m)
		}
		return true
	})
	return found, err
}

func (r *reader) Invite(hash string) (store.Invite, error) {
	if hash == "" {
		return store.Invite{}, store.ErrNotFound
	}
	return find[store.Invite](r, invites, []byte(hash))
}

func (r *reader) Group(chatID int64) (store.Group, error) {
	return find[store.Group](r, groups, idKey(chatID))
}

func (r *reader) Groups() ([]store.Group, error) {
	var found []store.Group
	err := walk(r, groups, nil, func(g store.Group) bool {
		found = append(found, g)
		return true
	})
	return found, err
}

func (r *reader) Language(person int64) (string, error) {
	language, err := findOrZero[store.Language](r, languages, idKey(person))
	return language.Tag, err
}

func (r *reader) Record(collection, key string) (store.Record, error) {
	return find[store.Record](r, kept, recordKey(collection, key))
}

func (r *reader) Records(collection, beginning string, each func(store.Record) bool) error {
	prefix := recordKey(collection, beginning)
	return walk(r, kept, prefix, func(record store.Record) bool {
		inside := record.Collection == collection && strings.HasPrefix(record.Key, beginning)
		return inside && each(record)
	})
}

func (r *reader) Session(chatID, person int64) (store.Session, error) {
	return find[store.Session](r, sessions, pairKey(chatID, person))
}

func (r *reader) Card(chatID int64, messageID int) (store.Card, error) {
	return find[store.Card](r, cards, pairKey(chatID, int64(messageID)))
}
