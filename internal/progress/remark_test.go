package progress_test

import (
	"reflect"
	"testing"

	"chutri/internal/progress"
)

func TestARemarkIsToldFromAReport(t *testing.T) {
	tests := []struct {
		text string
		want progress.Remark
	}{
		{"huỷ", progress.Remark{Kind: progress.Withdraws}},
		{"Hủy", progress.Remark{Kind: progress.Withdraws}},
		{"huy", progress.Remark{Kind: progress.Withdraws}},
		{"bỏ đi ạ", progress.Remark{Kind: progress.Withdraws}},
		{"rút lại", progress.Remark{Kind: progress.Withdraws, Sure: true}},
		{"rut lai giup em", progress.Remark{Kind: progress.Withdraws, Sure: true}},
		{"xóa báo cáo này", progress.Remark{Kind: progress.Withdraws, Sure: true, Records: true}},
		{"bỏ báo cáo vừa rồi", progress.Remark{Kind: progress.Withdraws, Sure: true, Records: true}},
		{"bo bao cao vua roi nhe", progress.Remark{Kind: progress.Withdraws, Sure: true, Records: true}},
		{"thu hồi báo cáo", progress.Remark{Kind: progress.Withdraws, Sure: true, Records: true}},
		{"hủy báo cáo vừa gửi", progress.Remark{Kind: progress.Withdraws, Sure: true, Records: true}},
		{"Em gửi nhầm, xóa giúp em với ạ", progress.Remark{Kind: progress.Withdraws, Sure: true}},
		{"hủy ND-15", progress.Remark{Kind: progress.Withdraws, Tasks: []string{"ND-15"}}},
		{"rút lại báo cáo của nhiệm vụ nd15", progress.Remark{Kind: progress.Withdraws, Sure: true, Records: true, Tasks: []string{"ND-15"}}},
		{"ND-15 bị hủy", progress.Remark{}},
		{"ND-15 đã hủy", progress.Remark{}},
		{"ND-15 hủy do không có vốn", progress.Remark{}},
		{"hủy nhiệm vụ này", progress.Remark{}},
		{"bỏ nhiệm vụ ND-15", progress.Remark{}},
		{"hủy thầu", progress.Remark{}},
		{"huy động 3 tỷ", progress.Remark{}},
		{"nhầm, là BV-153", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}}},
		{"sai nhiệm vụ, đúng là BV-153", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}}},
		{"BV-153 mới đúng", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}}},
		{"chuyển sang BV-153 giúp em", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}}},
		{"chuyen sang bv153", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}}},
		{"không phải ND-15 mà là BV-153", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}, Denies: []string{"ND-15"}}},
		{"BV-153 chứ không phải ND-15", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}, Denies: []string{"ND-15"}}},
		{"ND-15 là nhầm, BV-153 mới đúng", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}, Denies: []string{"ND-15"}}},
		{"chuyển từ ND-15 sang BV-153", progress.Remark{Kind: progress.Moves, Sure: true, Tasks: []string{"BV-153"}, Denies: []string{"ND-15"}}},
		{"ND-15 chuyển sang BV-153", progress.Remark{Kind: progress.Moves, Tasks: []string{"ND-15", "BV-153"}}},
		{"ND-15 ok", progress.Remark{Kind: progress.Names, Tasks: []string{"ND-15"}}},
		{"rút lại báo cáo ND-15 và BV-153", progress.Remark{Kind: progress.Withdraws, Sure: true, Records: true, Tasks: []string{"ND-15", "BV-153"}}},
		{"hết vướng mắc rồi", progress.Remark{}},
		{"không phải ND-15", progress.Remark{Kind: progress.MistakesTo, Denies: []string{"ND-15"}}},
		{"sai nhiệm vụ rồi", progress.Remark{Kind: progress.MistakesTo}},
		{"nhầm mã", progress.Remark{Kind: progress.MistakesTo}},
		{"BV-153", progress.Remark{Kind: progress.Names, Tasks: []string{"BV-153"}}},
		{"BV-153 đạt 60%", progress.Remark{}},
		{"nhầm, là BV-153 đạt 60%", progress.Remark{}},
		{"sai rồi", progress.Remark{Kind: progress.Mistakes}},
		{"nhầm", progress.Remark{Kind: progress.Mistakes}},
		{"nhầm tin", progress.Remark{Kind: progress.Mistakes}},
		{"bỏ phần vướng mắc", progress.Remark{Kind: progress.Clears, Field: progress.FieldObstacle}},
		{"không có %", progress.Remark{Kind: progress.Clears, Field: progress.FieldPercent}},
		{"bỏ tỷ lệ giúp em", progress.Remark{Kind: progress.Clears, Field: progress.FieldPercent}},
		{"đang vướng mắc", progress.Remark{}},
		{"vướng", progress.Remark{}},
		{"bỏ 60%", progress.Remark{Kind: progress.Clears, Field: progress.FieldPercent}},
		{"tỷ lệ là 16% ạ", progress.Remark{Text: "16%"}},
		{"bỏ 12", progress.Remark{}},
		{"65", progress.Remark{Kind: progress.BareNumber, Text: "65"}},
		{"là 62,5 ạ", progress.Remark{Kind: progress.BareNumber, Text: "62,5"}},
		{"12/10 lớp", progress.Remark{}},
		{"không phải 60% mà là 16%", progress.Remark{Text: "16%"}},
		{"16% chứ không phải 60%", progress.Remark{Text: "16%"}},
		{"60% là sai, 16% mới đúng", progress.Remark{Text: "16%"}},
		{"sửa 60% thành 16%", progress.Remark{Text: "16%"}},
		{"không phải 12 lớp mà là 10 lớp", progress.Remark{Text: "10 lớp"}},
		{"đúng rồi", progress.Remark{Kind: progress.Agrees}},
		{"dung roi", progress.Remark{Kind: progress.Agrees}},
		{"ok em", progress.Remark{Kind: progress.Agrees}},
		{"cảm ơn", progress.Remark{Kind: progress.Agrees}},
		{"hoàn thành", progress.Remark{}},
		{"đã xong rồi", progress.Remark{}},
		{"đúng tiến độ", progress.Remark{}},
		{"tuần tới mở thêm 2 lớp", progress.Remark{}},
		{"", progress.Remark{}},
	}
	r := newReader(t)
	for _, test := range tests {
		got := r.Remark(test.text)
		if test.want.Text == "" {
			got.Text = ""
		}
		if got.Kind == progress.NoRemark {
			got.Tasks, got.Denies = nil, nil
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q: %+v, want %+v", test.text, got, test.want)
		}
	}
}
