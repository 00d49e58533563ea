package progress

import "chutri/internal/plan"

// PlainStatus returns the status that a few words are and nothing else: "xong", "đang làm", "có vướng mắc". ok is false for words that
// say more, or less.
func (r *Reader) PlainStatus(text string) (status plan.Status, ok bool) {
	m := r.message(text)
	for i := 0; i < len(m.tokens); {
		if m.tagged[i] < 0 || m.masked[i] {
			if having, _ := r.vocabulary.Having.at(m.tokens[i : i+1]); having == nil {
				return "", false
			}
			i++
			continue
		}
		t := m.tags[m.tagged[i]]
		said, known := plainStatus(t.labels)
		if !known && t.labels != perfect || known && status != "" && status != said {
			return "", false
		}
		if known {
			status = said
		}
		i = t.end
	}
	return status, status != ""
}

// plainStatus returns the status that a phrase is by its labels alone.
func plainStatus(labels label) (plan.Status, bool) {
	switch labels & (status | negates | negatesDone | future | question | only | notYet | resolves | overcomes) {
	case done:
		return plan.Done, true
	case running, steady:
		return plan.InProgress, true
	case blocked, hindered:
		return plan.Blocked, true
	case stopped:
		return plan.Stopped, true
	case notStarted:
		return plan.NotStarted, true
	}
	return "", false
}
