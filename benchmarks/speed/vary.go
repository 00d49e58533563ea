package main

import (
	"regexp"
	"strconv"
	"strings"

	"chutri/internal/plan"
)

// Syllables that names of communes are made of: two of them name ten thousand different ones.
var (
	first  = strings.Fields("Tân An Bình Châu Phú Mỹ Long Hòa Thạnh Hưng Lộc Phước Vĩnh Thới Nhơn Giao Định Đại Đồng Hữu Cẩm Minh Thanh Quang Trung Hồng Ngọc Kim Sơn Hải Đức Tam Lương Xuân Thượng Hạ Nam Bắc Đông Tây Cao Lạc Quảng Bảo Trùng Nguyên Hà Trà Thọ Phong Khánh Hiệp Thuận Nghĩa Tiên Thủy Yên Mai Lâm Trường Chí Ninh Gia Việt Đình Kiến Vân Cửu Diên Phục Thiện Tường Liên Thái Hương Đào Cần Nhuận Bạch Song Ba Bến Cầu Vàm Rạch Cồn Giồng Gò Láng Đầm Núi Suối Khe Bản Phiêng Pác Nà Lũng Khuổi")
	second = strings.Fields("Phú Thành Lợi Khánh Hòa Trạch Tiến Thắng Thạch Điền Giang Hội Xuyên Phụng Quới Trị Nhuận Hiệp Mỹ Sơn Phong Bình Thuận Đức Tâm Hậu Trung Hà Châu Lập Quý Dương Khê Tường Ngãi Hưng Thọ Đông Tây Nam Bắc Long Vang Chàm Chanh Tre Dừa Lá Gạo Muối Tôm Cá Sen Súng Bông Cát Trắng Đen Xanh Vàng Đỏ Lớn Nhỏ Dài Tròn Sâu Cạn Mới Cũ Trên Dưới Trong Ngoài Giữa Ngay Cong Thượng Hạ Đoài Mít Xoài Ổi Quýt Cam Bưởi Chuối Mận Đào Lê Táo Nho Khế Me Sấu Dâu Bàng Phượng Đa Đề")

	// provinces stand in for those of the real plans.
	provinces = strings.Split("An Giang,Bạc Liêu,Bắc Kạn,Bình Định,Cà Mau,Đắk Lắk,Điện Biên,Gia Lai,Hà Tĩnh,Hậu Giang,Kiên Giang,Kon Tum,Lạng Sơn,Long An,Nghệ An,Quảng Trị,Sóc Trăng,Tiền Giang,Trà Vinh,Yên Bái", ",")

	province = regexp.MustCompile(`Bến Tre|Cao Bằng`)
	number   = regexp.MustCompile(`\d+`)
)

// vary returns a register of the given number of tasks. Beyond those of the real register, they are real tasks for another province, with other numbers,
// and in a commune that their title, their terms and every second of their questions name.
func vary(from *plan.Register, count int) *plan.Register {
	tasks := make([]plan.Task, count)
	for i := range tasks {
		tasks[i] = from.Tasks[i%len(from.Tasks)]
		if round := i / len(from.Tasks); round > 0 {
			tasks[i] = varied(tasks[i], i, round)
		}
	}
	return plan.NewRegister(from.Plans, tasks, from.Agencies, nil, nil)
}

// varied returns the task as the i-th of the register, in the given round through the real ones.
func varied(t plan.Task, i, round int) plan.Task {
	mixed := i * 7919 // a prime, so that tasks that follow each other lie in communes far apart
	commune := "xã " + first[mixed%len(first)] + " " + second[mixed/len(first)%len(second)]
	other := func(text string) string {
		text = province.ReplaceAllString(text, provinces[i%len(provinces)])
		return number.ReplaceAllStringFunc(text, func(digits string) string {
			n, err := strconv.Atoi(digits)
			if err != nil {
				return digits
			}
			return strconv.Itoa(n + round)
		})
	}
	t.ID = t.ID + "-" + strconv.Itoa(round)
	t.Code = other(t.Code)
	t.Title = other(t.Title) + " ở " + commune
	t.Output = other(t.Output)
	terms := append(make([]string, 0, len(t.Terms)+1), t.Terms...)
	t.Terms = append(terms, commune)
	asked := make([]string, len(t.Asked))
	for j, question := range t.Asked {
		asked[j] = other(question)
		if j%2 == 0 {
			asked[j] += " ở " + commune
		}
	}
	t.Asked = asked
	return t
}
