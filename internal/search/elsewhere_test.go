package search

import (
	"strings"
	"testing"
)

// compared returns how much a question belongs to matters elsewhere, and what its first candidate lacks.
func compared(x *Index, question string) (elsewhere, evidence) {
	s := newScratch(x)
	s.consider(x, question, nil)
	s.order(x.model)
	return s.elsewhere, s.found[0].evidence
}

func TestAQuestionIsComparedWithThoseThatNothingAnswers(t *testing.T) {
	_, x := data()
	near, _ := compared(x, "Cơ quan nào cấp hộ chiếu cho công dân?")
	far, _ := compared(x, "Cơ quan nào chủ trì việc dùng muối i-ốt?")
	if near.asked <= far.asked || near.pairs <= far.pairs || near.covered <= far.covered {
		t.Errorf("a passport is %+v, salt %+v", near, far)
	}
}

func TestWhatTheFirstCandidateLacksTells(t *testing.T) {
	_, x := data()
	_, covered := compared(x, "xây dựng cơ sở dữ liệu về giảm nghèo")
	_, lacking := compared(x, "xây dựng cơ sở dữ liệu về nghĩa vụ quân sự")
	if covered.gapOdds != lowestOdds || lacking.gapOdds <= covered.gapOdds || lacking.pairOdds <= covered.pairOdds {
		t.Errorf("covered %+v, lacking %+v", covered, lacking)
	}
}

func TestSharedWordsAreNoAnswer(t *testing.T) {
	_, x := data()
	for asked, other := range map[string]string{
		"Ai chủ trì xây dựng cơ sở dữ liệu về giảm nghèo?":  "Ai chủ trì xây dựng cơ sở dữ liệu về đấu giá tài sản?",
		"Ai chủ trì tuyên truyền về biến đổi khí hậu?":      "Ai chủ trì tuyên truyền về tuyển sinh sĩ quan?",
		"Cơ quan nào kiểm tra, xử lý vi phạm về thực phẩm?": "Cơ quan nào kiểm tra, xử lý vi phạm về đòi nợ thuê?",
	} {
		if got := x.Find(asked); got.Outcome == NotFound {
			t.Errorf("%q finds nothing", asked)
		}
		if got := x.Find(other); got.Outcome != NotFound {
			t.Errorf("%q finds %s", other, first(got))
		}
	}
}

func TestOutsideQuestionsAreEachTheirOwn(t *testing.T) {
	seen := make(map[string]bool)
	for _, question := range outsideQuestions() {
		key := strings.ToLower(question)
		if seen[key] {
			t.Errorf("%q is listed twice", question)
		}
		seen[key] = true
	}
	for at := range outsideFolds {
		if left := len(outsideBut(at, inRuns)); left >= len(outsideQuestions()) || left < len(outsideQuestions())*8/10 {
			t.Errorf("fold %d leaves %d of %d", at, left, len(outsideQuestions()))
		}
	}
}

func TestWeightsKeepTheirSense(t *testing.T) {
	m := &model{}
	m.confidence[always][sScore], m.confidence[always][sLacks] = -1, 1
	m.confidence[whenShort][sMargin], m.confidence[always][sMargin] = -2, 0.5
	m.keepSense()
	if m.confidence[always][sScore] != 0 || m.confidence[always][sLacks] != 0 || m.confidence[whenShort][sMargin] != -0.5 {
		t.Errorf("got %v %v %v", m.confidence[always][sScore], m.confidence[always][sLacks], m.confidence[whenShort][sMargin])
	}
	for c := range learned.confidence {
		for j, side := range signalSides {
			weight := learned.confidence[c][j]
			if c != always {
				weight += learned.confidence[always][j]
			}
			if side*weight < -1e-3 {
				t.Errorf("%s weighs %v in the context %s", signalNames[j], weight, contextNames[c])
			}
		}
	}
}
