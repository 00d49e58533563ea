// Package document writes a report's figures as a Word document (.docx) in the form that Vietnamese offices give an
// administrative report, ready to be read through, completed and signed. Every figure in it is one of report.Figures;
// what the program does not know stays blank.
package document

import (
	"archive/zip"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

//go:embed parts/*.xml
var parts embed.FS

// fixed lists the parts that are the same in every document, by their names in it.
var fixed = []struct{ name, file string }{
	{"[Content_Types].xml", "parts/content_types.xml"},
	{"_rels/.rels", "parts/rels.xml"},
	{"word/_rels/document.xml.rels", "parts/document_rels.xml"},
	{"word/styles.xml", "parts/styles.xml"},
	{"word/header.xml", "parts/header.xml"},
}

// Write writes a report as a document with the office's letterhead. It returns the writer's errors.
func Write(to io.Writer, f report.Figures, register *plan.Register, say texts.Speaker, office ledger.Letterhead) error {
	w := newWriter(f, register, say, office)
	archive := zip.NewWriter(to)
	for _, part := range fixed {
		content, err := parts.ReadFile(part.file)
		if err != nil {
			return fmt.Errorf("document: %w", err)
		}
		if err := add(archive, part.name, content); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		name    string
		content any
	}{{"word/document.xml", w.document()}, {"docProps/core.xml", w.properties()}} {
		content, err := xml.Marshal(part.content)
		if err != nil {
			return fmt.Errorf("document: %s: %w", part.name, err)
		}
		if err := add(archive, part.name, append([]byte(xml.Header), content...)); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("document: %w", err)
	}
	return nil
}

func add(archive *zip.Writer, name string, content []byte) error {
	part, err := archive.Create(name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err != nil {
		return fmt.Errorf("document: %s: %w", name, err)
	}
	return nil
}

// wordDocument is the main part.
type wordDocument struct {
	XMLName   xml.Name `xml:"w:document"`
	Word      string   `xml:"xmlns:w,attr"`
	Relations string   `xml:"xmlns:r,attr"`
	Body      struct {
		Blocks  []any
		Section *section
	} `xml:"w:body"`
}

// coreProperties tell what the document is.
type coreProperties struct {
	XMLName xml.Name `xml:"cp:coreProperties"`
	Core    string   `xml:"xmlns:cp,attr"`
	Dublin  string   `xml:"xmlns:dc,attr"`
	Terms   string   `xml:"xmlns:dcterms,attr"`
	Schema  string   `xml:"xmlns:xsi,attr"`
	Title   string   `xml:"dc:title"`
	Creator string   `xml:"dc:creator"`
	Created struct {
		Type string `xml:"xsi:type,attr"`
		At   string `xml:",chardata"`
	} `xml:"dcterms:created"`
}

func (w *writer) document() wordDocument {
	d := wordDocument{
		Word:      "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
		Relations: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	}
	w.head()
	w.results()
	w.shortcomings()
	w.tasksAhead()
	w.proposals()
	w.signature()
	w.endSection(upright())
	w.annex()
	w.targetAnnex()
	d.Body.Blocks, d.Body.Section = w.blocks, across()
	return d
}

func (w *writer) properties() coreProperties {
	p := coreProperties{
		Core:   "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		Dublin: "http://purl.org/dc/elements/1.1/", Terms: "http://purl.org/dc/terms/", Schema: "http://www.w3.org/2001/XMLSchema-instance",
		Title: printable(w.say.Plain("document.title", nil) + ": " + w.subject()), Creator: "chutri",
	}
	p.Created.Type, p.Created.At = "dcterms:W3CDTF", w.figures.IssuedAt.UTC().Format(time.RFC3339)
	return p
}
