package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.testkit.Tools;
import picocli.CommandLine;

/** A real bash completes what is typed. */
class CompletionIT {

    /** Does what bash does when somebody types the words and then TAB. */
    private static final String TAB = """
            source "$1"; shift
            compopt() { :; }
            COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="$*"
            _complete_transport
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path dir;

    private List<String> completed(String... words) throws Exception {
        StringWriter script = new StringWriter();
        int code = new CommandLine(new Main())
                .setOut(new PrintWriter(script, true))
                .execute("completion", "bash");
        assertThat(code).isZero();
        Path file = Files.writeString(dir.resolve("completion"), script.toString());
        List<String> command = new ArrayList<>(
                List.of(Tools.require("bash").toString(), "-c", TAB, "bash", file.toString(), "transport"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            bash.getOutputStream().close();
            String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return output.strip().lines().toList();
        } finally {
            bash.destroyForcibly();
        }
    }

    @Test
    void commands_their_subcommands_and_options() throws Exception {
        assertThat(completed("sn")).containsExactly("snippet");
        assertThat(completed("snippet", "")).contains("prosody", "ejabberd", "openfire");
        assertThat(completed("init", "--database-p")).containsExactly("--database-password");
        assertThat(completed("db", "rot")).containsExactly("rotate-key");
        assertThat(completed("completion", "z")).containsExactly("zsh");
    }
}
