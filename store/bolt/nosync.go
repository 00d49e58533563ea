//go:build nosync

package bolt

const noSync = true
