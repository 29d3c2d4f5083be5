package org.libtransport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table against the document that administrators of the predecessor have. */
class OptionsTest {

    private static final Set<Context> GATEWAY = Set.of(Context.GATEWAY);
    private static final Set<Context> SERVER = Set.of(Context.SERVER);

    @ParameterizedTest
    @CsvSource(textBlock = """
            service.server_mode,        boolean, 0
            service.jid,                string,  ''
            service.server,             string,  ''
            service.port,               integer, 0
            service.password,           string,  ''
            service.cert,               string,  ''
            service.cert_password,      string,  ''
            service.admin_jid,          Jabber ID, ''
            service.admin_password,     string,  ''
            service.allowed_servers,    string,  ''
            service.user,               string,  ''
            service.group,              string,  ''
            service.pidfile,            string,  /var/run/spectrum2/$jid.pid
            service.working_dir,        string,  /var/lib/spectrum2/$jid
            service.backend,            string,  ''
            service.backend_host,       string,  localhost
            service.backend_port,       integer, 0
            service.users_per_backend,  integer, 100
            identity.name,              string,  Spectrum 2 Transport
            identity.category,          string,  gateway
            identity.type,              string,  ''
            registration.enable_public_registration, boolean, 1
            registration.instructions,  string,  Enter your legacy network username and password.
            registration.username_label, string, Legacy network username:
            registration.username_mask, string,  ''
            registration.auto_register, boolean, 0
            database.type,              string,  none
            database.database,          string,  /var/lib/spectrum2/$jid/database.sql
            database.server,            string,  localhost
            database.user,              string,  ''
            database.password,          string,  ''
            database.port,              integer, ''
            database.prefix,            string,  ''
            logging.config,             string,  ''
            logging.backend_config,     string,  ''
            """)
    void has_the_type_and_default_of_the_users_document(String name, String type, String defaultText) {
        Option<?> option = Options.find(name).orElseThrow();
        assertThat(option.type().name()).isEqualTo(type);
        assertThat(option.defaultText()).isEqualTo(defaultText);
    }

    @Test
    void has_the_contexts_of_the_users_document() {
        Map<Option<?>, Set<Context>> one = Map.of(
                Options.SERVICE_PASSWORD, GATEWAY,
                Options.SERVICE_CERT, SERVER,
                Options.SERVICE_CERT_PASSWORD, SERVER,
                Options.SERVICE_ADMIN_PASSWORD, SERVER,
                Options.SERVICE_ALLOWED_SERVERS, GATEWAY,
                Options.REGISTRATION_INSTRUCTIONS, GATEWAY,
                Options.REGISTRATION_AUTO_REGISTER, GATEWAY);
        one.forEach((option, contexts) -> assertThat(option.contexts()).isEqualTo(contexts));
        assertThat(Options.DATABASE_TYPE.contexts()).containsExactlyInAnyOrder(Context.GATEWAY, Context.SERVER);
    }

    @Test
    void every_row_has_a_name_of_its_own_a_context_and_one_sentence() {
        Set<String> names = new HashSet<>();
        for (Option<?> option : Options.ALL) {
            assertThat(names.add(option.name())).as(option.name()).isTrue();
            assertThat(option.name()).matches("[a-z_]+\\.[a-z_]+");
            assertThat(option.contexts()).as(option.name()).isNotEmpty();
            assertThat(option.help()).as(option.name()).matches("[A-Z].*\\.");
        }
    }

    @Test
    void every_default_is_a_value_that_could_be_written() {
        for (Option<?> option : Options.ALL) {
            if (!option.isList() && !option.isRequired()) {
                assertThat(option.read(List.of(option.defaultText())))
                        .as(option.name())
                        .isPresent();
            }
        }
    }

    @Test
    void everything_that_is_called_a_password_or_key_is_secret() {
        assertThat(Options.ALL)
                .filteredOn(option -> option.name().matches(".*(password|_key|_token|connectionstring)"))
                .hasSize(8)
                .allMatch(Option::secret);
    }
}
