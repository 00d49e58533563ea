package document

import (
	"encoding/xml"
	"strings"
)

// The elements of WordprocessingML that a report needs. encoding/xml escapes every text.

// paragraph is a paragraph in one of the styles of parts/styles.xml.
type paragraph struct {
	XMLName    xml.Name            `xml:"w:p"`
	Properties paragraphProperties `xml:"w:pPr"`
	Runs       []run               `xml:"w:r"`
}

type paragraphProperties struct {
	Style   *value   `xml:"w:pStyle"`
	Section *section `xml:"w:sectPr"`
}

type run struct {
	Properties *runProperties `xml:"w:rPr"`
	Break      *empty         `xml:"w:br"`
	Text       *text          `xml:"w:t"`
}

type runProperties struct {
	Underline *value `xml:"w:u"`
}

type text struct {
	Space string `xml:"xml:space,attr"`
	Text  string `xml:",chardata"`
}

type value struct {
	Value string `xml:"w:val,attr"`
}

type empty struct{}

// table is a table with columns of fixed widths, in twentieths of a point.
type table struct {
	XMLName    xml.Name        `xml:"w:tbl"`
	Properties tableProperties `xml:"w:tblPr"`
	Grid       []gridColumn    `xml:"w:tblGrid>w:gridCol"`
	Rows       []tableRow      `xml:"w:tr"`
}

type tableProperties struct {
	Width   width    `xml:"w:tblW"`
	Align   value    `xml:"w:jc"`
	Borders *borders `xml:"w:tblBorders"`
	Layout  layout   `xml:"w:tblLayout"`
}

type layout struct {
	Type string `xml:"w:type,attr"`
}

type width struct {
	Width int    `xml:"w:w,attr"`
	Type  string `xml:"w:type,attr"`
}

type gridColumn struct {
	Width int `xml:"w:w,attr"`
}

type borders struct {
	Top    border `xml:"w:top"`
	Left   border `xml:"w:left"`
	Bottom border `xml:"w:bottom"`
	Right  border `xml:"w:right"`
	Across border `xml:"w:insideH"`
	Down   border `xml:"w:insideV"`
}

type border struct {
	Value string `xml:"w:val,attr"`
	Size  int    `xml:"w:sz,attr"`
	Space int    `xml:"w:space,attr"`
	Color string `xml:"w:color,attr"`
}

type tableRow struct {
	Properties *rowProperties `xml:"w:trPr"`
	Cells      []tableCell    `xml:"w:tc"`
}

type rowProperties struct {
	Whole *empty `xml:"w:cantSplit"`
	Head  *empty `xml:"w:tblHeader"`
}

type tableCell struct {
	Width      width       `xml:"w:tcPr>w:tcW"`
	Paragraphs []paragraph `xml:"w:p"`
}

// section is a stretch of pages of one layout.
type section struct {
	XMLName   xml.Name   `xml:"w:sectPr"`
	Header    headerLink `xml:"w:headerReference"`
	Kind      *value     `xml:"w:type"`
	Size      pageSize   `xml:"w:pgSz"`
	Margins   margins    `xml:"w:pgMar"`
	FirstPage *empty     `xml:"w:titlePg"`
}

type headerLink struct {
	Type string `xml:"w:type,attr"`
	ID   string `xml:"r:id,attr"`
}

type pageSize struct {
	Width       int    `xml:"w:w,attr"`
	Height      int    `xml:"w:h,attr"`
	Orientation string `xml:"w:orient,attr,omitempty"`
}

type margins struct {
	Top    int `xml:"w:top,attr"`
	Right  int `xml:"w:right,attr"`
	Bottom int `xml:"w:bottom,attr"`
	Left   int `xml:"w:left,attr"`
	Header int `xml:"w:header,attr"`
	Footer int `xml:"w:footer,attr"`
	Gutter int `xml:"w:gutter,attr"`
}

// styled returns a paragraph with one run; lines of the text are kept.
func styled(style, content string) paragraph {
	return paragraph{Properties: paragraphProperties{Style: &value{style}}, Runs: runs(content, nil)}
}

// runs returns the runs of a text with the given look.
func runs(content string, look *runProperties) []run {
	var all []run
	for i, line := range strings.Split(content, "\n") {
		if i > 0 {
			all = append(all, run{Break: &empty{}})
		}
		all = append(all, run{Properties: look, Text: &text{Space: "preserve", Text: printable(line)}})
	}
	return all
}

// printable drops what XML cannot hold.
func printable(content string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(content, ""))
}

// newTable returns a table of fixed column widths; lined draws its grid.
func newTable(lined bool, widths ...int) table {
	t := table{Properties: tableProperties{Align: value{"center"}, Layout: layout{"fixed"}}}
	for _, w := range widths {
		t.Grid = append(t.Grid, gridColumn{w})
		t.Properties.Width.Width += w
	}
	t.Properties.Width.Type = "dxa"
	if lined {
		line := border{Value: "single", Size: 4, Color: "auto"}
		t.Properties.Borders = &borders{line, line, line, line, line, line}
	}
	return t
}

// add adds a row with one paragraph in each cell.
func (t *table) add(properties *rowProperties, cells ...paragraph) {
	lists := make([][]paragraph, len(cells))
	for i, cell := range cells {
		lists[i] = []paragraph{cell}
	}
	t.addLists(properties, lists...)
}

// addLists adds a row with several paragraphs in each cell.
func (t *table) addLists(properties *rowProperties, cells ...[]paragraph) {
	row := tableRow{Properties: properties}
	for i, paragraphs := range cells {
		row.Cells = append(row.Cells, tableCell{Width: width{t.Grid[i].Width, "dxa"}, Paragraphs: paragraphs})
	}
	t.Rows = append(t.Rows, row)
}
