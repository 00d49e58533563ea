package bolt

import (
	"bytes"

	"chutri/store"
)

// derivedFromEvents are the buckets that derive writes.
var derivedFromEvents = []bucket{
	history, progress, byTask, byAgency, byTime, byMessage, members, invites, groups, languages, kept,
}

// derive makes the changes that an event causes in everything that is derived from events.
// It returns ErrInvalid where the event does not fit what was there.
func derive(to sink, e store.Event) error {
	switch e.Kind {
	case store.MemberAdded, store.MemberRemoved:
		return put(to, members, idKey(e.Member.Person), e.Member)
	case store.InviteMade, store.InviteUsed:
		return put(to, invites, []byte(e.Invite.Hash), e.Invite)
	case store.GroupBound:
		if !e.Group.Bound() {
			return to.change(groups, idKey(e.Group.Chat), nil)
		}
		return put(to, groups, idKey(e.Group.Chat), e.Group)
	case store.LanguageSet:
		return put(to, languages, idKey(e.Language.Person), e.Language)
	case store.RecordKept:
		key := recordKey(e.Record.Collection, e.Record.Key)
		if e.Record.Removed {
			return to.change(kept, key, nil)
		}
		return put(to, kept, key, e.Record)
	}
	return deriveProgress(to, e)
}

func deriveProgress(to sink, e store.Event) error {
	key := numberKey(e.Progress.ID)
	before, err := findOrZero[store.Progress](to, progress, key)
	if err != nil {
		return err
	}
	now, err := store.Project(before, e)
	if err != nil {
		return err
	}
	if err := put(to, progress, key, now); err != nil {
		return err
	}
	if err := to.change(history, historyKey(e.Progress.ID, e.Seq), inIndex); err != nil {
		return err
	}
	old, indexes := indexesOf(before), indexesOf(now)
	for i, index := range indexes {
		if before.ID != 0 {
			if bytes.Equal(old[i].key, index.key) {
				continue
			}
			if err := to.change(index.bucket, old[i].key, nil); err != nil {
				return err
			}
		}
		if err := to.change(index.bucket, index.key, inIndex); err != nil {
			return err
		}
	}
	return nil
}

// indexesOf returns what the indexes hold about an update.
func indexesOf(p store.Progress) [4]change {
	return [4]change{
		{byTask, byNameKey(p.Task, p.ReportedAt, p.ID), inIndex},
		{byAgency, byNameKey(p.Agency, p.ReportedAt, p.ID), inIndex},
		{byTime, byTimeKey(p.ReportedAt, p.ID), inIndex},
		{byMessage, byMessageKey(p.Chat, p.Message, p.ID), inIndex},
	}
}
