// Package texts holds every text that a person reads, in Vietnamese and in English, and fills them in.
// A text is HTML: values are escaped when they are put in, here and nowhere else.
package texts

import (
	"embed"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

//go:embed *.yaml
var files embed.FS

// Languages lists the tags of the languages that the program speaks, the default first.
var Languages = []string{"vi", "en"}

// Data are the values for the places in a text. Strings are escaped; HTML is not.
type Data map[string]any

// HTML is a value that is HTML already.
type HTML string

// Catalog holds all texts of all languages.
type Catalog struct {
	speakers []Speaker // as Languages
}

// Load reads the catalogs that the program carries.
func Load() (*Catalog, error) {
	bundle := i18n.NewBundle(language.Vietnamese)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("texts: %w", err)
	}
	simple := make(map[string]map[string]pieces)
	for _, tag := range Languages {
		simple[tag] = make(map[string]pieces)
	}
	for _, name := range names {
		file, err := bundle.LoadMessageFileFS(files, name)
		if err != nil {
			return nil, fmt.Errorf("texts: %s: %w", name, err)
		}
		for _, m := range file.Messages {
			if p, ok := piecesOf(m); ok {
				simple[file.Tag.String()][m.ID] = p
			}
		}
	}
	c := &Catalog{}
	for _, tag := range Languages {
		c.speakers = append(c.speakers, Speaker{Language: tag, simple: simple[tag], localizer: i18n.NewLocalizer(bundle, tag)})
	}
	return c, nil
}

// In returns the texts of a language; any tag but those of Languages gives the default's.
func (c *Catalog) In(tag string) Speaker {
	for _, s := range c.speakers {
		if strings.HasPrefix(strings.ToLower(tag), s.Language) {
			return s
		}
	}
	return c.speakers[0]
}

// Speaker says texts in one language.
type Speaker struct {
	Language  string
	simple    map[string]pieces // by key; the localizer has these texts as well
	localizer *i18n.Localizer
}

// Say returns a text as HTML with the values filled in. The value Count, if it is there, also chooses the plural form.
// A text that does not exist is returned as its key, which a test refuses.
func (s Speaker) Say(key string, data Data) string {
	safe := make(map[string]any, len(data))
	for name, value := range data {
		safe[name] = s.escape(value)
	}
	return s.fill(key, data, safe)
}

// Plain returns a text without escaping its values, for places that take no HTML: buttons, notices, files.
func (s Speaker) Plain(key string, data Data) string {
	plain := make(map[string]any, len(data))
	for name, value := range data {
		plain[name] = s.plain(value)
	}
	return s.fill(key, data, plain)
}

// Number writes a number as the language does: 1.250 and 62,5 in Vietnamese, 1,250 and 62.5 in English.
func (s Speaker) Number(value float64) string {
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(value), 'f', -1, 64), ".")
	thousands, decimal := ".", ","
	if s.Language != "vi" {
		thousands, decimal = ",", "."
	}
	var b strings.Builder
	if value < 0 {
		b.WriteByte('-')
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString(decimal + fraction)
	}
	return b.String()
}

// Signed writes a difference with its sign: +2, −3, 0.
func (s Speaker) Signed(difference float64) string {
	switch {
	case difference > 0:
		return "+" + s.Number(difference)
	case difference < 0:
		return "−" + s.Number(-difference)
	}
	return s.Number(0)
}

// Difference writes a difference with its sign and unit; shares differ by points: "+1,3 điểm %".
func (s Speaker) Difference(difference float64, unit string) string {
	if per, share := strings.CutPrefix(unit, "%"); share {
		return s.Signed(difference) + " " + s.Plain("points", nil) + per
	}
	return s.Signed(difference) + Unit(unit)
}

// Unit returns a unit as it stands behind its number: "%", "%/năm", " xã".
func Unit(unit string) string {
	if unit == "" || unit[0] == '%' {
		return unit
	}
	return " " + unit
}

func (s Speaker) fill(key string, data Data, values map[string]any) string {
	if p, ok := s.simple[key]; ok {
		if text, ok := p.fill(values); ok {
			return strings.TrimSpace(text)
		}
	}
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: values}
	if count, ok := data["Count"]; ok {
		config.PluralCount = count
	}
	text, err := s.localizer.Localize(config)
	if err != nil && text == "" { // a language without the plural form that the library wants still has its text
		return key
	}
	return strings.TrimSpace(text)
}

func (s Speaker) escape(value any) any {
	if v, ok := value.(HTML); ok {
		return string(v)
	}
	if text, ok := s.plain(value).(string); ok {
		return markup.Replace(text)
	}
	return value
}

// markup escapes what HTML would read.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (s Speaker) plain(value any) any {
	switch v := value.(type) {
	case HTML:
		return string(v)
	case int:
		return s.Number(float64(v))
	case float64:
		return s.Number(v)
	}
	return value
}
