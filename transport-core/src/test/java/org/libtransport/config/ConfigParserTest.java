package org.libtransport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.xmpp.jid.Jid;

class ConfigParserTest {

    private static final String GATEWAY =
            "[service]\njid=icq.example.org\nserver=localhost\nport=5347\npassword=secret\nbackend=/bin/b\n[database]\ntype=sqlite3\n";

    private static Config parse(String text, String... arguments) {
        return parseWithJid(text, null, arguments);
    }

    private static Config parseWithJid(String text, @Nullable String jid, String... arguments) {
        try {
            return ConfigParser.parse(ConfigFile.parse("t.cfg", text), Overrides.parse(jid, List.of(arguments)));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> mistakes(String text, String... arguments) {
        ConfigException wrong = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigParser.parse(ConfigFile.parse("t.cfg", text), Overrides.parse(null, List.of(arguments))));
        assertThat(wrong).as("should be refused").isNotNull();
        assertThat(wrong)
                .hasMessage(String.join(
                        "\n", wrong.mistakes().stream().map(Mistake::toString).toList()));
        return wrong.mistakes().stream().map(Mistake::toString).toList();
    }

    @Test
    void a_secret_may_be_in_the_environment_or_in_a_file(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("db"), "p@ss # $jid ${env:NAME}\n");
        String text = GATEWAY.replace("password=secret", "password=${env:COMPONENT}")
                + "user=${env:COMPONENT}-$jid\npassword=${file:db}\n";
        Config config = ConfigParser.parse(
                ConfigFile.parse(directory.resolve("t.cfg").toString(), text),
                Overrides.NONE,
                Map.of("COMPONENT", "from $1 outside"));

        assertThat(config.get(Options.SERVICE_PASSWORD)).isEqualTo("from $1 outside");
        assertThat(config.get(Options.DATABASE_USER)).isEqualTo("from $1 outside-icq.example.org");
        assertThat(config.get(Options.DATABASE_PASSWORD)).isEqualTo("p@ss # $jid ${env:NAME}");
    }

    @Test
    void a_reference_that_leads_nowhere_is_a_mistake_of_its_line() {
        assertThat(mistakes(
                        GATEWAY + "user=${env:NOBODY_SETS_THIS}\nserver=${file:/nowhere/at-all}\nport=${env:PATH}\n"))
                .containsExactly(
                        "t.cfg:9: database.user = \"${env:NOBODY_SETS_THIS}\": the environment has no variable NOBODY_SETS_THIS",
                        "t.cfg:10: database.server = \"${file:/nowhere/at-all}\": the file /nowhere/at-all cannot be read"
                                + " (NoSuchFileException)",
                        "t.cfg:11: database.port = \"${env:PATH}\": expected a whole number from 0 to 65535, or nothing");
    }

    @Test
    void references_on_the_command_line_are_left_to_the_shell() {
        assertThat(parse(GATEWAY, "--database.user=${env:PATH}").get(Options.DATABASE_USER))
                .isEqualTo("${env:PATH}");
    }

    @Test
    void values_have_their_types() {
        Config config = parse(GATEWAY + "port=3306\n[service]\nidle_reconnect_time=90\nusers_per_backend=+7\n");
        assertThat(config.get(Options.SERVICE_JID)).isEqualTo(Jid.parse("icq.example.org"));
        assertThat(config.get(Options.SERVICE_PORT)).isEqualTo(5347);
        assertThat(config.get(Options.DATABASE_PORT)).isEqualTo(OptionalInt.of(3306));
        assertThat(config.get(Options.SERVICE_IDLE_RECONNECT_TIME)).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.get(Options.SERVICE_USERS_PER_BACKEND)).isEqualTo(7);
        assertThat(config.isSet(Options.SERVICE_PORT)).isTrue();
        assertThat(config.origin(Options.SERVICE_PORT)).hasToString("t.cfg:4");
        assertThat(config.warnings()).isEmpty();
    }

    private static List<String> warnings(String text) {
        return parse(GATEWAY + text).warnings().stream().map(Mistake::toString).toList();
    }

    @Test
    void a_probable_misspelling_is_pointed_out() {
        assertThat(warnings("[service]\nallowed_server=example.org\nuser_per_backend=3\n"))
                .containsExactly(
                        "t.cfg:10: service.allowed_server: is known to backends at most; did you mean"
                                + " service.allowed_servers?",
                        "t.cfg:11: service.user_per_backend: is known to backends at most; did you mean"
                                + " service.users_per_backend?");
        assertThat(warnings("[databse]\ntype=sqlite3\n"))
                .singleElement()
                .asString()
                .contains("database.type?");
        assertThat(warnings("[service]\nworkign_dir=/tmp\n"))
                .singleElement()
                .asString()
                .contains("working_dir?");
    }

    @Test
    void what_backends_read_is_no_misspelling() {
        assertThat(warnings("""
                [service]
                irc_server=irc.example.org
                verify_certs=1
                [purple]
                plugins_dir=/usr/lib/purple
                [proxy]
                host=proxy.example.org
                username=x
                [mine]
                anything=at all
                """)).isEmpty();
    }

    @Test
    void an_option_without_effect_is_told_once_with_what_replaced_it() {
        assertThat(warnings("[proxy]\nserver=a\n[registration]\nencoding=latin1\n"))
                .containsExactly(
                        "t.cfg:10: proxy.server: has no effect: backends read proxy.host",
                        "t.cfg:12: registration.encoding: has no effect: all text is UTF-8");
    }

    @Test
    void the_text_of_an_option_is_what_one_would_write() {
        Config config = parse(GATEWAY + "[service]\nallowed_servers=a.example\nallowed_servers=b.example\n");
        assertThat(config.text(Options.SERVICE_ALLOWED_SERVERS)).containsExactly("a.example", "b.example");
        assertThat(config.text(Options.SERVICE_WORKING_DIR)).containsExactly("/var/lib/spectrum2/icq.example.org");
        assertThat(config.text(Options.VHOSTS_VHOST)).isEmpty();
    }

    @Test
    void what_is_not_written_has_its_default() {
        Config config = parse(GATEWAY);
        assertThat(config.get(Options.SERVICE_SERVER_MODE)).isFalse();
        assertThat(config.get(Options.SERVICE_BACKEND_HOST)).isEqualTo("localhost");
        assertThat(config.get(Options.DATABASE_PORT)).isEmpty();
        assertThat(config.get(Options.SERVICE_ADMIN_JID)).isEmpty();
        assertThat(config.isSet(Options.SERVICE_ADMIN_JID)).isFalse();
        assertThat(config.origin(Options.SERVICE_ADMIN_JID)).hasToString("default");
    }

    @Test
    void the_jid_is_put_into_values_and_defaults_of_known_options_only() {
        Config config = parse("purple.x=$jid\n" + GATEWAY + "user=$jid-$jid\n");
        assertThat(config.get(Options.DATABASE_USER)).isEqualTo("icq.example.org-icq.example.org");
        assertThat(config.get(Options.SERVICE_WORKING_DIR)).isEqualTo(Path.of("/var/lib/spectrum2/icq.example.org"));
        assertThat(config.get(Options.DATABASE_DATABASE)).isEqualTo("/var/lib/spectrum2/icq.example.org/database.sql");
        assertThat(config.unknown("purple.x")).contains(List.of("$jid"));
    }

    @Test
    void the_jid_argument_replaces_the_files_and_is_what_the_token_stands_for() {
        Config config = parseWithJid(GATEWAY, "msn.example.org");
        assertThat(config.get(Options.SERVICE_JID)).hasToString("msn.example.org");
        assertThat(config.get(Options.SERVICE_WORKING_DIR)).hasToString("/var/lib/spectrum2/msn.example.org");
    }

    @Test
    void the_command_line_wins_over_the_file_and_is_taken_as_it_is() {
        Config config = parse(
                GATEWAY + "[service]\nadmin_jid=a@x\nadmin_jid=b@x\n[irc]\nserver=a\nserver=b\n",
                "--service.port=1234",
                "--service.admin_jid=c@x",
                "--database.prefix=$jid",
                "--service.jid=n.example.org",
                "--irc.server=c",
                "--service.backend_host=127.0.0.2");
        assertThat(config.get(Options.SERVICE_PORT)).isEqualTo(1234);
        assertThat(config.get(Options.SERVICE_ADMIN_JID)).containsExactly(Jid.parse("c@x"));
        assertThat(config.get(Options.DATABASE_PREFIX)).isEqualTo("$jid");
        assertThat(config.get(Options.SERVICE_BACKEND_HOST)).isEqualTo("127.0.0.2");
        assertThat(config.get(Options.SERVICE_JID)).hasToString("n.example.org");
        assertThat(config.get(Options.SERVICE_WORKING_DIR)).hasToString("/var/lib/spectrum2/icq.example.org");
        assertThat(config.unknown("irc.server")).contains(List.of("c"));
        assertThat(config.origin(Options.SERVICE_PORT)).isEqualTo(Origin.COMMAND_LINE);
    }

    @Test
    void a_list_is_written_line_by_line_and_an_empty_line_adds_nothing() {
        Config config =
                parse(GATEWAY + "[service]\nallowed_servers=xmpp.org\nallowed_servers=\nallowed_servers=jabber.org\n");
        assertThat(config.get(Options.SERVICE_ALLOWED_SERVERS))
                .containsExactly(Jid.parse("xmpp.org"), Jid.parse("jabber.org"));
    }

    @Test
    void unknown_options_are_kept_as_they_are() {
        Config config = parse(GATEWAY + "[purple]\na=1\na=x\nb=\n");
        assertThat(config.unknown("purple.a")).contains(List.of("1", "x"));
        assertThat(config.unknown("purple.b")).contains(List.of(""));
        assertThat(config.unknown("purple.c")).isEmpty();
        assertThat(config.unknown()).containsOnlyKeys("purple.a", "purple.b");
    }

    @ParameterizedTest
    @CsvSource({
        "1,true",
        "TRUE,true",
        "Yes,true",
        "on,true",
        "'',true",
        "0,false",
        "False,false",
        "no,false",
        "OFF,false"
    })
    void a_boolean_has_many_spellings_and_is_true_without_value(String text, boolean expected) {
        assertThat(parse(GATEWAY + "[service]\nvip_only=" + text).get(Options.SERVICE_VIP_ONLY))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "ja", "truee", "\"1\""})
    void another_text_is_no_boolean(String text) {
        assertThat(mistakes(GATEWAY + "[service]\nvip_only=" + text))
                .containsExactly("t.cfg:10: service.vip_only = \"" + text
                        + "\": expected 1, true, yes or on; 0, false, no or off");
    }

    @Test
    void all_mistakes_are_told_at_once_in_the_order_of_the_file() {
        assertThat(mistakes(
                        "nonsense\n[service]\njid=a@b@c\nport=99999\npassword=\nusers_per_backend=0\nport=1\n"
                                + "[database]\ntype=oracle\n",
                        "--service.vip_only=maybe",
                        "-x"))
                .containsExactly(
                        "t.cfg:1: \"nonsense\": expected key = value, [section] or # comment",
                        "t.cfg:3: service.jid = \"a@b@c\": expected a domain name such as icq.example.org",
                        "t.cfg:4: service.port = \"99999\": expected a whole number from 0 to 65535",
                        "t.cfg:5: service.password: expected the secret that the XMPP server has for this component"
                                + " (gateway mode)",
                        "t.cfg:6: service.users_per_backend = \"0\": expected a whole number, 1 or more",
                        "t.cfg:7: service.port = \"1\": given again, expected only once, the first is at t.cfg:4",
                        "t.cfg:9: database.type = \"oracle\": expected none, sqlite3, mysql, pqxx",
                        "command line: \"-x\": expected --section.key=value",
                        "command line: service.vip_only = \"maybe\": expected 1, true, yes or on; 0, false, no or off",
                        "t.cfg: service.server: missing, expected the host name or address of the XMPP server"
                                + " (gateway mode)");
    }

    @Test
    void only_the_wrong_line_of_a_list_is_told() {
        assertThat(mistakes(GATEWAY + "[service]\nadmin_jid=a@x\nadmin_jid=@x\n"))
                .containsExactly(
                        "t.cfg:11: service.admin_jid = \"@x\": expected a Jabber ID such as romeo@example.org");
    }

    @Test
    void a_gateway_needs_server_port_and_password() {
        assertThat(mistakes("service.jid=icq.example.org\nservice.port=0"))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("t.cfg: service.server: missing, expected"))
                .anyMatch(line -> line.startsWith("t.cfg:2: service.port = \"0\": expected the port"))
                .anyMatch(line -> line.startsWith("t.cfg: service.password: missing, expected"));
    }

    @Test
    void server_mode_needs_a_port_only() {
        assertThat(mistakes("service.jid=icq.example.org\nservice.server_mode=1"))
                .containsExactly(
                        "t.cfg: service.port: missing, expected the port for XMPP clients, usually 5222 (server mode)");
        parse("service.jid=icq.example.org\nservice.server_mode=1\nservice.port=5222");
    }

    @Test
    void a_jid_is_needed_and_must_be_a_domain() {
        assertThat(mistakes(GATEWAY.replace("jid=icq.example.org\n", "")))
                .containsExactly("t.cfg: service.jid: missing, expected a domain name such as icq.example.org");
        for (String wrong : List.of("", "a@b", "a/b")) {
            assertThat(mistakes(GATEWAY.replace("icq.example.org", wrong))).hasSize(1);
        }
    }

    @Test
    void secrets_are_never_told() {
        String text = GATEWAY + "[service]\npassword=hunter2\n[database]\npassword=hunter3\npassword=hunter4\n";
        assertThat(mistakes(text, "--service.port=x")).hasSize(3).noneMatch(line -> line.contains("hunter"));
    }

    @Test
    void a_value_cannot_break_the_line_or_flood_the_terminal() {
        assertThat(mistakes(GATEWAY.replace("5347", "\u0085\u2028\u001b" + "9".repeat(5000))))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"???999").hasSizeLessThan(250))
                .satisfies(line -> assertThat(line.lines()).hasSize(1));
    }

    @Test
    void a_file_that_cannot_be_read_is_the_only_mistake_told() {
        ConfigFile missing = ConfigFile.read(Path.of("no", "such.cfg"));
        assertThatThrownBy(() -> ConfigParser.parse(missing, Overrides.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        Path.of("no", "such.cfg") + ": cannot be read (no such file), expected a readable config file");
    }

    @Test
    void what_works_but_is_probably_not_meant_is_a_warning() {
        assertThat(parse("service.jid=a.b\nservice.server=x\nservice.port=5222\nservice.password=p\n")
                        .warnings())
                .extracting(Mistake::option)
                .containsExactly("service.port", "database.type", "service.backend");
        assertThat(parse(
                                "service.jid=a.b\nservice.server_mode=1\nservice.port=5222\nservice.admin_jid=a@b\nservice.backend=b")
                        .warnings())
                .extracting(Mistake::option)
                .containsExactly("service.cert", "service.admin_password");
    }

    @Test
    void whoever_relied_on_the_password_of_another_account_learns_what_to_do_instead() {
        assertThat(mistakes(GATEWAY + "[registration]\nrequire_local_account=1\n"))
                .singleElement()
                .asString()
                .contains("registration.require_local_account", "service.allowed_servers");
    }
}
