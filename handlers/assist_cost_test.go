package handlers_test

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"

	"chutri/internal/assist"
	"chutri/internal/assist/assisttest"
)

var requestsFile = flag.String("requests", "", "write what the assistant would send for the samples to this `file`, one JSON object a line")

// spend counts what a server was asked for a sample, and writes it down if that was asked for.
func spend(t *testing.T, sample string, size int, requests []assisttest.Request) {
	t.Helper()
	var sizes []int
	total := 0
	for _, r := range requests {
		tokens := assist.Estimate(r.Rules + r.Data + r.Schema)
		total += tokens
		sizes = append(sizes, tokens)
	}
	if len(sizes) == 0 {
		return
	}
	slices.Sort(sizes)
	t.Logf("%s: %d requests for %d, estimated tokens %d to %d, middle %d, all %d", sample, len(sizes), size, sizes[0], sizes[len(sizes)-1], sizes[len(sizes)/2], total)
	if *requestsFile == "" {
		return
	}
	file, err := os.OpenFile(*requestsFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, r := range requests {
		if err := json.NewEncoder(file).Encode(map[string]string{"sample": sample, "kind": r.Kind, "text": r.Rules + r.Data + r.Schema, "reply": r.Reply}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnOpeningCostsLittle(t *testing.T) {
	s, server := stageWithWeek(t,
		"Trong kỳ có 1 lượt báo cáo, các cơ quan đang triển khai nhiệm vụ được giao; kết quả bước đầu đã được ghi nhận, song phần lớn nhiệm vụ chưa có báo cáo.",
		"Đề nghị các cơ quan chủ trì rà soát, cập nhật tiến độ và báo cáo bổ sung đúng thời hạn để phục vụ công tác tổng hợp, chỉ đạo và điều hành.")
	s.press(people[1001], "Soạn mở đầu")
	s.help()
	spend(t, "opening of a week", 1, server.Requests())
	if n := assist.Estimate(server.Requests()[0].Body); n > 3000 {
		t.Errorf("an opening costs some %d tokens", n)
	}
}
