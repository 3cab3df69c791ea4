// A program that leaves a file beside itself: the proof that somebody started it.
package main

import "os"

func main() {
	self, err := os.Executable()
	if err != nil {
		os.Exit(1)
	}
	if os.WriteFile(self+".ran", nil, 0o666) != nil {
		os.Exit(1)
	}
}
