package store

import "fmt"

// Validate reports, as an ErrInvalid, why a Step must not be stored.
func (s Step) Validate() error {
	if s.Key == "" || s.At.IsZero() {
		return fmt.Errorf("%w: no key or no time", ErrInvalid)
	}
	for i, e := range s.Events {
		if err := e.validate(); err != nil {
			return fmt.Errorf("%w: event %d of step %s: %w", ErrInvalid, i+1, s.Key, err)
		}
	}
	return nil
}

func (e Event) validate() error {
	switch e.Kind {
	case Recorded, Amended:
		if e.Progress == nil || e.Progress.ID == 0 || e.Progress.Content == nil {
			return fmt.Errorf("%s without its content", e.Kind)
		}
		return e.Progress.Content.validate()
	case Withdrawn, Restored, Confirmed, Returned:
		if e.Progress == nil || e.Progress.ID == 0 {
			return fmt.Errorf("%s without an update", e.Kind)
		}
	case MemberAdded, MemberRemoved:
		if e.Member == nil || e.Member.Person == 0 || (e.Kind == MemberRemoved) != e.Member.Removed {
			return fmt.Errorf("%s without its member", e.Kind)
		}
	case InviteMade, InviteUsed:
		if e.Invite == nil || len(e.Invite.Hash) != 64 || (e.Kind == InviteUsed) != (e.Invite.UsedBy != 0) {
			return fmt.Errorf("%s without its invite", e.Kind)
		}
	case GroupBound:
		if e.Group == nil || e.Group.Chat == 0 {
			return fmt.Errorf("%s without its group", e.Kind)
		}
	case LanguageSet:
		if e.Language == nil || e.Language.Person == 0 {
			return fmt.Errorf("%s without its person", e.Kind)
		}
	case RecordKept:
		if e.Record == nil || e.Record.Collection == "" || e.Record.Key == "" || e.Record.Removed != (len(e.Record.Data) == 0) {
			return fmt.Errorf("%s without its record", e.Kind)
		}
	default:
		return fmt.Errorf("unknown kind %q", e.Kind)
	}
	return nil
}

func (c Content) validate() error {
	switch {
	case c.Task == "":
		return fmt.Errorf("no task")
	case !c.Status.Valid():
		return fmt.Errorf("status %q", c.Status)
	case c.Percent != nil && (*c.Percent < 0 || *c.Percent > 1000):
		return fmt.Errorf("percent %v", *c.Percent)
	case c.ReportedAt.IsZero() || c.Week == "":
		return fmt.Errorf("no time or no week")
	case c.Author.ID == 0:
		return fmt.Errorf("no author")
	}
	return nil
}

// Bound reports whether the group belongs to an agency or a plan. A GroupBound event whose Group does not unbinds it:
// the group is then not found any more.
func (g Group) Bound() bool { return g.Agency != "" || g.Plan != "" }

// Project returns the progress update that an event leaves behind, given the one before it (the zero Progress before a
// Recorded event). It returns ErrInvalid where the event does not fit what was there.
func Project(before Progress, e Event) (Progress, error) {
	after := before
	after.ChangedAt = e.At
	switch e.Kind {
	case Recorded:
		if before.ID != 0 {
			return Progress{}, fmt.Errorf("%w: update %d is recorded twice", ErrInvalid, before.ID)
		}
		after.ID, after.Revision, after.State, after.Content = e.Progress.ID, 1, StateRecorded, *e.Progress.Content
		return after, nil
	case Amended:
		after.Revision++
		after.Content = *e.Progress.Content
		if after.State != StateWithdrawn {
			after.State = StateRecorded
		}
	case Withdrawn:
		after.State = StateWithdrawn
	case Restored:
		after.State = StateRecorded
	case Confirmed:
		after.State = StateConfirmed
	case Returned:
		after.State, after.Reason = StateReturned, e.Progress.Reason
	default:
		return before, nil
	}
	if before.ID == 0 {
		return Progress{}, fmt.Errorf("%w: %s for an update that was never recorded", ErrInvalid, e.Kind)
	}
	return after, nil
}
