package org.libtransport.launcher.setup;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.Entry;
import org.libtransport.config.Option;

/**
 * Asks for what the command line does not tell, again if the answer cannot be.
 *
 * @param typing where people type; null if nobody does, then what is usual is taken
 */
record Questions(PrintWriter out, @Nullable Typing typing) {

    /** Somebody at a keyboard. Null is the end of the input: from there on what is usual is taken. */
    interface Typing {

        @Nullable
        String line();

        /** A line that is not shown as it is typed. */
        @Nullable
        String secret();

        static Typing at(Console terminal) {
            return new Typing() {
                @Override
                public @Nullable String line() {
                    return terminal.readLine();
                }

                @Override
                public @Nullable String secret() {
                    char[] typed = terminal.readPassword();
                    return typed == null ? null : new String(typed);
                }
            };
        }
    }

    /**
     * The value for an option.
     *
     * @param given what the command line says; nothing is asked then, and nothing is checked
     * @param usual what an empty answer means
     */
    String ask(Option<?> option, String question, @Nullable String given, String usual) {
        if (given != null) {
            return given;
        }
        return typed(question, option.secret(), usual, answer -> {
            if (option.type().read(answer).isEmpty()) {
                return option.type().accepts();
            }
            return fits(answer) ? "" : "no # at the beginning or after a blank";
        });
    }

    /** One of these words, the first if nobody says which. */
    String choose(String question, @Nullable String given, List<String> choices) {
        if (given != null) {
            return given;
        }
        return typed(
                question,
                false,
                choices.get(0),
                answer -> choices.contains(answer) ? "" : String.join(" or ", choices));
    }

    /** @param expected what would have been accepted; empty if the answer is */
    private String typed(String question, boolean secret, String usual, UnaryOperator<String> expected) {
        while (typing != null) {
            // What is usual for a secret is as secret as what is typed.
            out.print(question + (usual.isEmpty() || secret ? "" : " [" + usual + "]") + ": ");
            out.flush();
            String line = secret ? typing.secret() : typing.line();
            if (line == null || line.isBlank()) {
                return usual;
            }
            String answer = line.strip();
            String instead = expected.apply(answer);
            if (instead.isEmpty()) {
                return answer;
            }
            out.println("Expected " + instead + ".");
        }
        return usual;
    }

    /** Whether a config file can hold this value: it has no quotes, so that some would be taken for comments or lines. */
    static boolean fits(String value) {
        return ConfigFile.parse("", "key = " + value).entries().stream()
                .map(Entry::value)
                .toList()
                .equals(List.of(value));
    }
}
