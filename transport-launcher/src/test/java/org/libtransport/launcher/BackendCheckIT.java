package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.examples.echo.EchoBackend;
import org.libtransport.testkit.Tools;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** The conformance kit against good backends, and against each that is broken in one way. */
@Timeout(120)
class BackendCheckIT {

    /** What the broken backend does right if nothing is broken. */
    private static final String ITS_FEATURES =
            "connect,config,unknown-user,merged-frames,order,receipts,vcard,acknowledgement,exit,"
                    + "unknown-types,wrong-password,users";

    @TempDir
    Path directory;

    private record Outcome(int code, String out, String err) {}

    @Test
    void the_java_echo_backend_passes() {
        Outcome outcome = check(List.of(), java(EchoBackend.class));
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .containsPattern("token +pass")
                .containsPattern("tls +pass")
                .containsPattern("rooms +pass")
                .containsPattern("acknowledgement +pass")
                .containsPattern("raw-xml +not announced")
                .contains(" 0 failed, 3 not announced, 0 not checked.");
    }

    @Test
    void a_plugin_in_this_jvm_passes() {
        Outcome outcome = check(List.of(), List.of("java:org.libtransport.examples.echo.EchoPlugin"));
        assertThat(outcome.code()).as(outcome.out()).isZero();
    }

    @Test
    void the_python_echo_backend_passes() {
        Tools.require("python3");
        Path program = repository().resolve("examples/python/echo-backend");
        Outcome outcome = check(List.of(), List.of(program.toString()));
        assertThat(outcome.code()).as(outcome.out()).isZero();
        // What the table of the echo network has no word of: raw-xml, buddies and login-token.
        assertThat(outcome.out())
                .containsPattern("tls +pass")
                .containsPattern("raw-xml +not announced")
                .containsPattern("buddies +not announced")
                .contains(" 0 failed, 3 not announced, 0 not checked.");
    }

    @Test
    void the_node_echo_backend_passes() {
        Outcome outcome = check(List.of(), List.of(NodeBackend.require().toString()));
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains(" 0 failed,", " 0 not checked.");
    }

    @Test
    void a_backend_without_a_flaw_passes_what_the_broken_ones_fail() {
        Outcome outcome = check(List.of("--features", ITS_FEATURES), broken(BrokenBackend.NONE));
        assertThat(outcome.code()).as(outcome.out()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"tls, tls", "tokens, login-token", "remembers, buddies", "xmpp, raw-xml"})
    void what_only_some_backends_have_passes_where_it_works(String backend, String capability) {
        Outcome outcome = check(List.of("--features", capability), broken(backend));
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).containsPattern(capability + " +pass");
    }

    @Test
    void a_backend_that_knows_nothing_of_tls_is_one_of_spectrum_2() {
        Outcome outcome = check(List.of(), broken(BrokenBackend.NONE));
        assertThat(outcome.out()).containsPattern("tls +not announced").containsPattern("token +not announced");
    }

    @Test
    void nothing_is_said_by_other_frames_to_a_backend_that_speaks_xmpp() {
        Outcome outcome = check(List.of("--features", "messages,raw-xml"), broken(BrokenBackend.SPEAKS_XMPP));
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("needs a network that does not speak XMPP itself (rawxml): messages");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ends-at-once       | connect         | The program ended before it connected | exit code 3: there is no network today
            never-connects     | connect         | The program runs, but did not connect to 127.0.0.1: | within 2 s
            mute               | connect         | PONG as the answer to the first PING | nothing of that kind within 2 s
            drops-merged       | merged-frames   | PONG 2 of 3 for frames that came all at once | nothing of that kind
            loses-order        | order           | "message 7 of 50" | "message 8 of 50"
            wrong-receipt      | receipts        | the id of CONV_MESSAGE_ACK: "kit-1" | "another"
            wrong-vcard        | vcard           | VCARD with the id of a request | the id 5711
            never-acknowledges | acknowledgement | MESSAGE_STATUS ACCEPTED for ackId 1 | nothing of that kind
            acknowledges-twice | acknowledgement | each ackId is answered exactly once | one more MESSAGE_STATUS for ackId 1: ACCEPTED
            ignores-exit       | exit            | the end of the program within 5 s of EXIT | it still runs
            crashes-on-unknown | unknown-types   | the unknown type 5 is skipped | what is this?
            any-password       | wrong-password  | DISCONNECTED for a log-in with a wrong password | CONNECTED
            leaks              | users           | CONV_MESSAGE from echo: "from actor | "from actor
            tls-trusts-anybody | tls             | given up, because the certificate is not one of LIBTRANSPORT_BACKEND_CA | it is kept
            tls-any-host       | tls             | given up, because the certificate is for another host | it is kept
            plain-token        | tls             | TLS where LIBTRANSPORT_BACKEND_CA is set | the backend sent plain text
            tokens-none        | login-token     | a loginToken in CONNECTED | none
            tokens-refused     | login-token     | CONNECTED for a log-in with the loginToken | DISCONNECTED
            remembers-and-dies | buddies         | CONNECTED for the user who logged in | ended with exit code 1
            remembers-nobody   | buddies         | about users who are logged in | about '', who is not logged in: BUDDY_CHANGED
            xmpp-mute          | raw-xml         | RAW_XML with the answer to the IQ with the id kit-1 | nothing of that kind within 2 s
            xmpp-wrong-id      | raw-xml         | RAW_XML with the answer to the IQ with the id kit-1 | "<presence from='echo'
            xmpp-broken        | raw-xml         | RAW_XML with the answer to the IQ with the id kit-1 | which is no whole stanza
            xmpp-elsewhere     | raw-xml         | "actor1@kit.example" | "nobody@kit.example"
            little-endian      | connect         | PONG as the answer to the first PING | the length goes before it in four bytes, the most significant first
            late-config        | config          | BACKEND_CONFIG before the first PONG | what came after it: registration.needPassword
            talks-to-strangers | unknown-user    | nothing about a user who is not logged in | CONV_MESSAGE, as if the user were
            wrong-user         | users           | "from actor2@kit.example" | userName: "actor1@kit.example"
            """)
    void each_flaw_is_found_where_it_is(String flaw, String capability, String expected, String got) {
        Outcome outcome = check(List.of("--features", capability), broken(flaw));
        assertThat(outcome.code()).as(outcome.out()).isEqualTo(1);
        assertThat(outcome.out()).containsPattern("(?m)^  " + capability + " +FAIL");
        assertThat(outcome.out().lines().filter(line -> line.contains("FAIL"))).hasSize(1);
        assertThat(outcome.out().substring(outcome.out().indexOf("FAIL"))).contains(expected, got);
    }

    @Test
    void cat_fails_with_what_it_says_itself() {
        Outcome outcome = check(List.of(), List.of(Tools.require("cat").toString()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("The program ended before it connected:", "exit code 1", "--host")
                .contains("0 passed, 1 failed, 0 not announced, ")
                .contains("not checked: there is no backend: token");
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        Outcome outcome = check(List.of(), List.of("/no/such/backend"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("/no/such/backend cannot be started");
    }

    @Test
    void what_is_asked_for_by_name_must_be_there() {
        Outcome outcome = check(List.of("--features", "typing"), broken(BrokenBackend.NONE));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).containsPattern("typing +FAIL").contains("it is not announced");
    }

    @Test
    void what_needs_the_echo_is_never_passed_without_it() {
        Outcome outcome = check(List.of("--no-echo"), java(EchoBackend.class));
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .doesNotContainPattern("messages +pass")
                .containsPattern("not checked: needs the echo network .*messages");
    }

    @Test
    void json_tells_all_of_each_capability() throws Exception {
        Outcome outcome = check(List.of("--json", "--features", "login,order"), broken(BrokenBackend.LOSES_ORDER));
        assertThat(outcome.code()).isEqualTo(1);
        List<String> strings = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(outcome.out())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    strings.add(json.currentName() + "=" + json.getText());
                }
            }
        }
        assertThat(strings)
                .contains("passed=false", "name=connect", "name=login", "verdict=pass", "name=order", "verdict=fail")
                .contains("got=\"message 8 of 50\"");
    }

    @Test
    void junit_has_a_case_for_each_capability() throws Exception {
        Path file = directory.resolve("kit.xml");
        Outcome outcome = check(List.of("--junit", file.toString()), broken(BrokenBackend.WRONG_RECEIPT));
        assertThat(outcome.code()).isEqualTo(1);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        int cases = suite.getElementsByTagName("testcase").getLength();
        assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(cases));
        assertThat(Integer.parseInt(suite.getAttribute("failures")))
                .isPositive()
                .isEqualTo(suite.getElementsByTagName("failure").getLength());
        assertThat(Integer.parseInt(suite.getAttribute("skipped")))
                .isPositive()
                .isEqualTo(suite.getElementsByTagName("skipped").getLength());
    }

    @Test
    void a_wrong_command_line_is_said_before_anything_is_started() {
        assertThat(check(List.of("--features", "nonsense"), List.of("cat")).code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(check(List.of(), List.of("java:no.such.Plugin")).err()).contains("no.such.Plugin");
        assertThat(check(List.of(), List.of()).code()).isEqualTo(ExitCode.USAGE);
    }

    private static Outcome check(List<String> options, List<String> backend) {
        List<String> arguments = new ArrayList<>(List.of("check", "--timeout=2", "--users=20", "--messages=50"));
        if (!backend.contains(BrokenBackend.class.getName())) {
            // Only who is meant to fail is given little time.
            arguments.addAll(List.of("--timeout=10", "--messages=3000"));
            arguments.removeAll(List.of("--timeout=2", "--messages=50"));
        }
        arguments.addAll(options);
        arguments.add("--");
        arguments.addAll(backend);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new BackendCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    private static List<String> broken(String flaw) {
        List<String> command = new ArrayList<>(java(BrokenBackend.class));
        command.add(flaw);
        return command;
    }

    private static List<String> java(Class<?> program) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
    }

    private static Path repository() {
        Path place = new File("").getAbsoluteFile().toPath();
        while (!place.resolve("examples/python").toFile().isDirectory()) {
            place = place.getParent();
        }
        return place;
    }
}
