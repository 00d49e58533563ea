package secrecy

import (
	"strings"

	"chutri/internal/vietnamese"
)

// The words that stand beside "mật". Those of a mark are folded.
var (
	levels = set("toi tuyet")
	labels = set("do muc dau dong che")
	// documents end the names of documents: công văn, văn bản, tài liệu, hồ sơ, báo cáo, quyết định, kế hoạch, tờ trình, CV …
	documents = set("van ban lieu so cao dinh hoach trinh thu cv vb bc qd kh tt hs dau do")
)

// Neighbours with which "mật" makes an ordinary word: mật ong, mật độ; bí mật, bảo mật.
var (
	compoundAfter  = set("ong độ khẩu mã thiết thư vụ mía nghị gấu báo hiệu lệnh hoa nhân")
	compoundBefore = set("bí bảo cơ thân cẩn cần trù ống túi sỏi gan đường nước rỉ lấy ong thác thị ngọt hoa")
)

// Neighbours of "mat", which without accents is also mắt, mặt, mát, mất.
var (
	plainAfter = set(fold(compoundAfter) + " bang bac bao can cau cua da dan dao dat dau day de duong gat hang kinh " +
		"lanh me me mua na nen ngu nuoc phai qua ruong sach san sau tai tich tien trai tran tren troi trong truoc trung tu vai van ve xuong dong giao kiem")
	plainBefore = set(fold(compoundBefore) + " be benh bi bo chong chua chup co cung da dau dia don du gap giay giu hai hop kham khong khuon " +
		"lam ma mo mong mot nhin nong ra rau ria rua sap tam thieu tien tinh trai trang trung vang ve vong xa xem")
)

func set(words string) map[string]bool {
	all := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// fold returns the words of a set without accents.
func fold(words map[string]bool) string {
	var all []string
	for w := range words {
		all = append(all, vietnamese.Fold(w))
	}
	return strings.Join(all, " ")
}
