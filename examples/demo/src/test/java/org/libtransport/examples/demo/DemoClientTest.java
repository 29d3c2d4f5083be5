package org.libtransport.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program's own mouth: what it says about wrong arguments. The conversation is played by the launcher's tests. */
class DemoClientTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "--jid a@b, --host is missing",
        "--jid, --jid needs a value",
        "--color red, unknown argument --color",
        "--host h --port 0 --jid a@b --password p --certificate c, '--port must be 1 to 65535, not 0'",
        "--host h --port web --jid a@b --password p --certificate c, '--port must be 1 to 65535, not web'",
        "--host=h --port=1 --jid=b --password=p --certificate=c, '--jid must be an address like user@domain, not b'",
    })
    void says_what_is_wrong_with_an_argument_and_how_it_is_used(String arguments, String sentence) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(sentence + "\n")
                .contains("usage: --host HOST");
    }

    @Test
    void names_the_step_that_was_not_done() {
        assertThat(run("--host=h", "--port=1", "--jid=a@b", "--password=p", "--certificate=/no/such/file"))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Not done: read the certificate - ");
    }

    private int run(String... arguments) {
        return DemoClient.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                arguments);
    }
}
