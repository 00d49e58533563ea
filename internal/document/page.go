package document

// Lengths are in twentieths of a point: 567 are a centimetre.
const (
	paperShort = 11906 // the short side of A4
	paperLong  = 16838

	topMargin   = 1134 // 20 mm
	rightMargin = 964  // 17 mm
	leftMargin  = 1701 // 30 mm
	header      = 624

	bodyWidth  = paperShort - leftMargin - rightMargin
	annexWidth = paperLong - 2*topMargin
)

// shares divides a width into columns by their parts in a hundred.
func shares(width int, parts ...int) []int {
	widths := make([]int, len(parts))
	for i, part := range parts {
		widths[i] = width * part / 100
	}
	return widths
}

// upright is the layout of the report: A4 upright, without a page number on the first page.
func upright() *section {
	return &section{
		Header: headerLink{"default", "rIdHeader"}, Size: pageSize{Width: paperShort, Height: paperLong},
		Margins:   margins{Top: topMargin, Right: rightMargin, Bottom: topMargin, Left: leftMargin, Header: header, Footer: header},
		FirstPage: &empty{},
	}
}

// across is the layout of the annex: A4 across.
func across() *section {
	return &section{
		Header: headerLink{"default", "rIdHeader"}, Kind: &value{"nextPage"},
		Size:    pageSize{Width: paperLong, Height: paperShort, Orientation: "landscape"},
		Margins: margins{Top: leftMargin, Right: topMargin, Bottom: rightMargin, Left: topMargin, Header: header, Footer: header},
	}
}
