package secrecy

import "testing"

func TestAMarkStandsByItself(t *testing.T) {
	for text, want := range map[string]bool{
		"MẬT": true, "Tối mật": true, "TUYỆT MẬT\nCông văn 15": true, "[Mật] ND-15 đạt 60%": true, "ND-15 đạt 60% (mật)": true,
		"Độ mật: Mật": true, "Công văn 15/CV MẬT gửi kèm": true, "ND-15 xong, báo cáo Tối mật": true, "Công văn Mật số 15": true,
		"MA\u0323\u0302T": true, "TOI MAT": true, "(TUYET MAT) ND-15": true, "[MAT] ND-15 dat 60%": true, "cv 15 MAT gui kem": true, "do mat: mat": true,
		"ND-15 xong, T U Y Ệ T  M Ậ T": true, "TUYETMAT": true, "M Ậ T\nCông văn": true,

		"Tuyên truyền bảo vệ bí mật nhà nước": false, "ĐÃ TẬP HUẤN BẢO VỆ BÍ MẬT NHÀ NƯỚC": false, "hỗ trợ 20 lít mật ong": false,
		"MẬT ĐỘ DÂN SỐ": false, "mật độ nuôi": false, "NUÔI ONG LẤY MẬT": false, "tập huấn quản lý tài liệu mật cho 12 lớp": false,
		"hỗ trợ sữa, mật, đường": false, "chị Trần Thị Mật": false, "đổi mật khẩu": false, "mat": false, "toi mat dien thoai": false,
		"DA KHAM MAT CHO 200 HOC SINH": false, "ND-15 mat bang da xong": false, "Mat tran To quoc": false, "đã khám mắt": false, "": false, "Độ mật": false,
		"mặt trận TỔ QUỐC": false, "bảo mật thông tin": false, "Mật ong rừng": false,
	} {
		if got := Marked(text); got != want {
			t.Errorf("Marked(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestALineIsStampedLikeADocument(t *testing.T) {
	for line, want := range map[string]bool{
		"MẬT": true, "Mật": true, " Mật ": true, "Tối mật": true, "Độ mật: Mật": true, "SỞ Y TẾ\tMẬT": true, "SỞ Y TẾ\t\tTỐI MẬT": true,
		"UBND TỈNH          MẬT": true, "UBND TỈNH\u00a0\u00a0\u00a0\u00a0MẬT": true, "M Ậ T": true, "T U Y Ệ T  M Ậ T": true,
		"SỞ Y TẾ     T Ố I   M Ậ T": true, "M A\u0323\u0302 T": true, "[Mật]": true, "TUYỆTMẬT": true,

		"mật": false, "Sữa\tMật\tĐường": false, "Mật ong": false, "MẬT ONG": false, "bí mật": false, "Bảo vệ bí mật nhà nước": false, "Mật độ": false,
		"rậm rạp": false, "Họp mặt": false, "Độ mật:": false, "Nuôi ong lấy mật": false, "M ậ": false, "a b c": false, "": false, "chị Mật": false,
	} {
		if got := Stamped(line); got != want {
			t.Errorf("Stamped(%q) = %v, want %v", line, got, want)
		}
	}
	for cell, want := range map[string]bool{"MẬT": true, "Tối mật": true, "Mật": false, "mật": false} {
		if got := StampedCell(cell); got != want {
			t.Errorf("StampedCell(%q) = %v, want %v", cell, got, want)
		}
	}
}

func TestAFileNameBearsAMarkWithOrWithoutAccents(t *testing.T) {
	for name, want := range map[string]bool{
		"MAT.pdf": true, "mat.pdf": true, "MAT (1).pdf": true, "CV_15_MAT.pdf": true, "MẬT - kế hoạch.docx": true, "Công văn mật.pdf": true,
		"cong van mat.docx": true, "Toi mat.pdf": true, "TUYET-MAT-01.pdf": true, "15-CV-MAT-2026.pdf": true, `C:\x\MAT.pdf`: true, "ke-hoach-mat-2.pdf": true,
		"QD-tuyetmat-15.pdf": true, "CV_TOI_MAT_12.docx": true, "to-trinh-mat.pdf": true, "TuyệtMật.docx": true, "toimat.pdf": true, "M_A_T.pdf": true,

		"mat-truoc.jpg": false, "MAT-TRAN-TO-QUOC.pdf": false, "kham mat.jpg": false, "mat-do-dan-cu.xlsx": false, "mật độ.pdf": false,
		"bi-mat-nha-nuoc.pdf": false, "mat bang thi cong.png": false, "be-mat-duong.jpg": false, "format.pdf": false, "mật ong.jpg": false, "": false,
		"BAO-VE-BI-MAT.pdf": false, "anh.mat.na.jpg": false, "tomat.pdf": false,
		"hop-mat-dau-xuan.jpg": false, "ram-rap.jpg": false, "lattoimat.jpg": false, "cà-chua-tomat.jpg": false,
	} {
		if got := MarkedName(name); got != want {
			t.Errorf("MarkedName(%q) = %v, want %v", name, got, want)
		}
	}
}

func FuzzMarked(f *testing.F) {
	for _, seed := range []string{"MẬT", "bí mật", "MAT.pdf", "\xff-MẬT", "a\u0302", "M Ậ T", "x\ttuyetmat"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		MarkedName(text)
		Stamped(text)
		if Marked(text) && !Marked("Kính gửi\n"+text) {
			t.Errorf("a line before %q takes its mark away", text)
		}
	})
}
