package seeds

import (
	"fmt"
	"slices"
	"strings"

	"chutri/internal/agencies"
	"chutri/internal/plan"
)

const (
	agenciesFile = "agencies.yaml"
	synonymsFile = "synonyms.yaml"
)

// kinds are the sorts of agencies.
var kinds = []plan.AgencyKind{
	"department", "office", "committee", "party", "central", "police", "military", "court", "front", "union", "association",
	"bank", "agency", "press", plan.District, plan.Collective,
}

// marks say how sure a successor is: seen announced, presumed from other provinces or a draft, unverified.
var marks = []string{"V", "P", "U"}

func (c *checker) agencies(all []agencyRecord) {
	seen := make(map[string]bool)
	owner := make(map[string]string) // form of a name → key
	for _, a := range all {
		if a.Key == "" || a.Name == "" {
			c.fail(agenciesFile, a.Key, "an agency needs key and name")
		}
		if seen[a.Key] {
			c.fail(agenciesFile, a.Key, "the key stands twice")
		}
		seen[a.Key] = true
		if !slices.Contains(kinds, plan.AgencyKind(a.Kind)) {
			c.fail(agenciesFile, a.Key, "unknown kind %q", a.Kind)
		}
		c.names(a, owner)
		for _, collective := range a.MemberOf {
			if c.agency[collective].Kind != string(plan.Collective) || collective == a.Key {
				c.fail(agenciesFile, a.Key, "member of %q, which is no other collective", collective)
			}
		}
		c.successors(a)
	}
}

// names refuses a name that another agency has: nobody could tell who is meant.
func (c *checker) names(a agencyRecord, owner map[string]string) {
	c.list(agenciesFile, a.Key, "aliases", a.Aliases)
	c.list(agenciesFile, a.Key, "scan", a.Scan)
	c.texts(agenciesFile, a.Key, a.Name)
	for _, name := range agencies.Names(a.build()) {
		form := agencies.Form(name)
		if other, taken := owner[form]; taken && other != a.Key {
			c.fail(agenciesFile, a.Key, "%q also names %s", name, other)
		}
		owner[form] = a.Key
		if len(form) < 2 {
			c.fail(agenciesFile, a.Key, "%q is too short to tell an agency by", name)
		}
	}
}

func (c *checker) successors(a agencyRecord) {
	seen := make(map[string]bool)
	for _, s := range a.Successors {
		switch {
		case s.Name == "" || s.Act == "" || s.Date.IsZero():
			c.fail(agenciesFile, a.Key, "successor %q needs name, date and act", s.Name)
		case provinces[s.Province] == "":
			c.fail(agenciesFile, a.Key, "successor %q: unknown province %q", s.Name, s.Province)
		case s.Date.Year() < 2018 || s.Date.Year() > lastYear:
			c.fail(agenciesFile, a.Key, "successor %q: year %d", s.Name, s.Date.Year())
		case !slices.Contains(marks, s.Mark):
			c.fail(agenciesFile, a.Key, "successor %q: mark %q is none of %s", s.Name, s.Mark, strings.Join(marks, ", "))
		}
		one := strings.Join([]string{s.Province, s.Field, s.Date.String()}, "|")
		if seen[one] {
			c.fail(agenciesFile, a.Key, "successor %q: another takes over the same field in the same province on the same day", s.Name)
		}
		seen[one] = true
		c.texts(agenciesFile, a.Key, s.Name, s.Field, s.Act)
	}
}

func (c *checker) synonyms(s Synonyms) {
	seen := make(map[string]bool)
	for _, a := range s.Abbreviations {
		if a.Short == "" || a.Long == "" || a.Short == a.Long {
			c.fail(synonymsFile, a.Short, "an abbreviation needs short and long, which differ")
		}
		if seen[a.Short] {
			c.fail(synonymsFile, a.Short, "the abbreviation stands twice")
		}
		seen[a.Short] = true
		c.texts(synonymsFile, a.Short, a.Short, a.Long)
	}
	for i, group := range s.Groups {
		record := fmt.Sprintf("group %d", i+1)
		if len(group) < 2 {
			c.fail(synonymsFile, record, "a group needs two members: %q", group)
		}
		c.list(synonymsFile, record, "group", group)
	}
}
