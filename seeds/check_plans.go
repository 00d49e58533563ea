package seeds

import (
	"path"
	"slices"
	"strings"
)

func (c *checker) plans(plans []planRecord) {
	keys := make(map[string]bool)
	for _, p := range plans {
		file := path.Join(p.folder, "plan.yaml")
		if p.ID != p.folder {
			c.fail(file, p.ID, "the id is not the folder's name, %s", p.folder)
		}
		if p.Key == "" || p.Name == "" || p.Short == "" || p.File == "" {
			c.fail(file, p.ID, "a plan needs key, name, short and file")
		}
		if keys[p.Key] {
			c.fail(file, p.ID, "another plan has the key %s", p.Key)
		}
		keys[p.Key] = true
		if !knownProvince(p.Province) {
			c.fail(file, p.ID, "unknown province %q", p.Province)
		}
		c.years(file, p.ID, p.Start, p.End)
		for _, year := range p.Phases {
			if year < p.Start || year >= p.End {
				c.fail(file, p.ID, "a phase ends in %d, not within the plan (%d-%d)", year, p.Start, p.End)
			}
		}
		if p.Rows > 0 && (p.Source.Coded == "" || p.Source.Uncoded == "") || p.Source.Duty == "" {
			c.fail(file, p.ID, "the wording of its sources is incomplete")
		}
		c.list(file, p.ID, "aliases", p.Aliases)
		c.list(file, p.ID, "notes", p.Notes)
		c.texts(file, p.ID, p.Name, p.Short, p.Document, p.Table, p.Source.Coded, p.Source.Uncoded, p.Source.Duty)
		c.parts(path.Join(p.folder, "parts.yaml"), p.Parts)
	}
}

func knownProvince(name string) bool {
	for _, province := range provinces {
		if province == name {
			return true
		}
	}
	return false
}

func (c *checker) parts(file string, parts []partRecord) {
	var ids []string
	for _, part := range parts {
		c.title(file, part.ID, part.Title)
		c.line(file, part.ID, part.Line)
		c.years(file, part.ID, part.By, 0)
		if part.ID == "" {
			c.fail(file, part.Title, "a part needs an id")
		}
		if slices.Contains(ids, part.ID) {
			c.fail(file, part.ID, "the part stands twice")
		}
		if above, _, nested := strings.Cut(part.ID, "."); nested && !slices.Contains(ids, above) {
			c.fail(file, part.ID, "the part %s that it belongs to does not stand before it", above)
		}
		ids = append(ids, part.ID)
	}
}
