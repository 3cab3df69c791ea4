// Prints what the ENV instructions of a Dockerfile (standard input) set, as BuildKit reads them.
package main

import (
	"encoding/json"
	"log"
	"os"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

func main() {
	file, err := parser.Parse(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	lex := shell.NewLex(file.EscapeToken)
	set := map[string]string{}
	for _, node := range file.AST.Children {
		instruction, err := instructions.ParseInstruction(node)
		if err != nil {
			log.Fatal(err)
		}
		env, ok := instruction.(*instructions.EnvCommand)
		if !ok {
			continue
		}
		if err := env.Expand(func(word string) (string, error) { return lex.ProcessWord(word, nil) }); err != nil {
			log.Fatal(err)
		}
		for _, one := range env.Env {
			set[one.Key] = one.Value
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(set); err != nil {
		log.Fatal(err)
	}
}
