package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.libtransport.config.Context;
import org.libtransport.config.Options;

/** Each of the 35 documented options has a test that shows what it does, in each mode in which it is used. */
class OptionCoverageTest {

    private static final List<Class<?>> TESTS =
            List.of(OptionsOfGatewayIT.class, OptionsOfServerIT.class, BackgroundIT.As_another_user.class);

    private static final List<String> IN_BOTH = List.of(
            "service.server_mode",
            "service.jid",
            "service.port",
            "service.admin_jid",
            "service.user",
            "service.group",
            "service.pidfile",
            "service.working_dir",
            "service.backend",
            "service.backend_host",
            "service.backend_port",
            "service.users_per_backend",
            "database.type",
            "database.database",
            "database.server",
            "database.user",
            "database.password",
            "database.port",
            "database.prefix",
            "logging.config",
            "logging.backend_config");

    private static final List<String> IN_GATEWAY = List.of(
            "service.server",
            "service.password",
            "service.allowed_servers",
            "identity.name",
            "identity.category",
            "identity.type",
            "registration.enable_public_registration",
            "registration.instructions",
            "registration.username_label",
            "registration.username_mask",
            "registration.auto_register");

    private static final List<String> IN_SERVER =
            List.of("service.cert", "service.cert_password", "service.admin_password");

    @Test
    void these_are_the_35_and_the_table_has_them() {
        List<String> all = new ArrayList<>(IN_BOTH);
        all.addAll(IN_GATEWAY);
        all.addAll(IN_SERVER);

        assertThat(all)
                .hasSize(35)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Options.find(name)).as(name).isPresent());
    }

    @Test
    void each_is_shown_in_gateway_mode() {
        List<String> expected = new ArrayList<>(IN_BOTH);
        expected.addAll(IN_GATEWAY);

        assertThat(shown(Context.GATEWAY)).containsAll(expected);
    }

    @Test
    void each_is_shown_in_server_mode() {
        List<String> expected = new ArrayList<>(IN_BOTH);
        expected.addAll(IN_SERVER);

        assertThat(shown(Context.SERVER)).containsAll(expected);
    }

    private static Set<String> shown(Context mode) {
        Set<String> names = new TreeSet<>();
        for (Class<?> test : TESTS) {
            for (Method method : test.getDeclaredMethods()) {
                ShowsOptions[] all = method.getAnnotationsByType(ShowsOptions.class);
                Arrays.stream(all)
                        .filter(shows -> shows.mode() == mode)
                        .forEach(shows -> names.addAll(List.of(shows.value())));
            }
        }
        return names;
    }
}
