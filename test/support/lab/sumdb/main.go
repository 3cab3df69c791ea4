// A signed checksum database on loopback. It knows every module that the mirror given as -origin serves:
// a lookup fetches .mod and .zip from there, hashes them and adds the lines to the log.
//
// Prints one line of JSON with its URL and its verifier key, and ends when its standard input does.
package main

import (
	"crypto/rand"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	origin := flag.String("origin", "", "base URL of the mirror whose modules are signed")
	name := flag.String("name", "sum.lab.test", "name of the database")
	flag.Parse()

	secret, verifier, err := note.GenerateKey(rand.Reader, *name)
	if err != nil {
		log.Fatal(err)
	}
	lines := func(path, version string) ([]byte, error) { return goSum(*origin, path, version) }
	server := sumdb.NewServer(sumdb.NewTestServer(secret, lines))
	mux := http.NewServeMux()
	for _, path := range sumdb.ServerPaths {
		mux.Handle(path, server)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		log.Fatal(http.Serve(listener, mux))
	}()
	json.NewEncoder(os.Stdout).Encode(map[string]string{
		"url": "http://" + listener.Addr().String(),
		"key": verifier,
	})
	io.Copy(io.Discard, os.Stdin)
}

// goSum makes the two lines of go.sum for one version.
func goSum(origin, path, version string) ([]byte, error) {
	escaped, err := module.EscapePath(path)
	if err != nil {
		return nil, err
	}
	escapedVersion, err := module.EscapeVersion(version)
	if err != nil {
		return nil, err
	}
	base := origin + "/" + escaped + "/@v/" + escapedVersion
	zip, err := fetch(base + ".zip")
	if err != nil {
		return nil, err
	}
	defer os.Remove(zip)
	mod, err := fetch(base + ".mod")
	if err != nil {
		return nil, err
	}
	defer os.Remove(mod)
	zipHash, err := dirhash.HashZip(zip, dirhash.Hash1)
	if err != nil {
		return nil, err
	}
	modHash, err := dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) { return os.Open(mod) })
	if err != nil {
		return nil, err
	}
	return []byte(fmt.Sprintf("%s %s %s\n%s %s/go.mod %s\n", path, version, zipHash, path, version, modHash)), nil
}

func fetch(url string) (string, error) {
	response, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		return "", fmt.Errorf("%s: %s", url, response.Status)
	}
	file, err := os.CreateTemp("", "sumdb-")
	if err != nil {
		return "", err
	}
	defer file.Close()
	if _, err := io.Copy(file, response.Body); err != nil {
		return "", err
	}
	return file.Name(), nil
}
