package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// damages damages a store at random and lets the program look at it. It must not break; it must refuse the store or report what
// is wrong, or have all that was there.
func damages(s settings) error {
	p, folder := s.program, s.folder
	o, data := newOffice(40), filepath.Join(folder, "data")
	defer o.server.Close()
	for range 120 {
		o.report()
	}
	if err := o.finish(p, data, time.Minute); err != nil {
		return err
	}
	good, err := os.ReadFile(filepath.Join(data, "chutri.db"))
	if err != nil {
		return err
	}
	holds, _, _ := p.run(data, "export", "audit")
	random := rand.New(rand.NewPCG(s.seed, 3))
	var all problems
	results := make(map[string]int)
	started, tried := time.Now(), 0
	for n := 0; n < s.variants && s.ctx.Err() == nil; n++ {
		how, file := damage(random, good, n)
		result, err := look(p, filepath.Join(folder, "damaged"), file, holds)
		if err != nil {
			all.add("variant %d (%s): %w", n, how, err)
		}
		results[result]++
		if tried = n + 1; tried%100 == 0 {
			fmt.Printf("%d damaged stores: %v\n", tried, results)
		}
	}
	fmt.Printf("damage: %d variants in %v: %v; %d went wrong\n", tried, time.Since(started).Round(time.Second), results, len(all.list)+all.more)
	return all.err()
}

// damage returns a damaged copy of a file, and what was done to it.
func damage(random *rand.Rand, good []byte, n int) (how string, file []byte) {
	file = bytes.Clone(good)
	used := len(bytes.TrimRight(good, "\x00"))
	page := random.IntN(used/4096) * 4096
	switch n % 5 {
	case 0:
		for range 1 + random.IntN(3) {
			file[random.IntN(used)] ^= 1 << random.IntN(8)
		}
		return "flipped bits", file
	case 1: // most of what hurts stands at the beginning of a page
		file[page+random.IntN(96)] ^= 1 << random.IntN(8)
		return "a flipped bit in a page's head", file
	case 2:
		return "cut short", file[:random.IntN(len(file))]
	case 3:
		copy(file[page:page+4096], make([]byte, 4096))
		return "a page of zeros", file
	}
	other := random.IntN(used/4096) * 4096
	copy(file[page:page+4096], good[other:other+4096])
	return "a page in another's place", file
}

// look runs the program's commands on a damaged store.
func look(p program, data string, file []byte, holds string) (result string, err error) {
	os.RemoveAll(data)
	if err := os.MkdirAll(data, 0o700); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(data, "chutri.db"), file, 0o600); err != nil {
		return "", err
	}
	found, checked, checkCode := p.run(data, "check")
	out, exported, exportCode := p.run(data, "export", "audit")
	switch {
	case panicked(checked + exported):
		return "broke", fmt.Errorf("the program broke:\n%s%s", checked, exported)
	case checkCode > 1 || exportCode > 1 || checkCode < 0 || exportCode < 0:
		return "broke", fmt.Errorf("exit codes %d and %d:\n%s%s", checkCode, exportCode, checked, exported)
	case checkCode == 1 && found == "" && checked == "":
		return "silent", fmt.Errorf("check fails without a word")
	case checkCode == 1:
		return "refused or reported", nil
	case exportCode != 0:
		return "silent", fmt.Errorf("check accepts what export does not: %s", exported)
	case out == holds:
		return "whole", nil
	case bytes.Contains([]byte(checked), []byte("level=ERROR")): // one of the two states of the file was lost, and it said so
		return "told in the log", nil
	}
	return "silent", fmt.Errorf("records changed without a word")
}
