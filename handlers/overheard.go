package handlers

import (
	"slices"

	"chutri/internal/progress"
)

// overheard takes, in a group that is bound to an agency, what its members report on tasks that they name, or ask more time for, although
// nobody called the bot. A group talks about many things: all else is left alone.
func (t *turn) overheard() error {
	group, err := t.group()
	if err != nil || group.Agency == "" || !has(t.member.Agencies, group.Agency) {
		return err
	}
	if asked, err := t.extensionAsked(t.m.Text, ""); asked || err != nil {
		return err
	}
	reading := t.read(t.m.Text, progress.Context{})
	named := slices.ContainsFunc(reading.Reports, func(r progress.Report) bool { return r.Named })
	if reading.Kind != progress.Update || !named {
		return nil
	}
	return t.report(reading)
}
