package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(120)
class BenchIT {

    @Test
    void the_transport_is_measured_beside_the_relay_and_no_process_stays() {
        List<Long> before = children();
        String figures = bench("--users=10", "--contacts=3", "--seconds=1", "--warmup=0", "--json");
        for (Figure figure : new Figure[] {Figure.ECHO_CPU, Figure.LOGINS, Figure.LONE_P50, Figure.RATE_P99}) {
            assertThat(figures)
                    .containsPattern("\"" + figure.name().toLowerCase(Locale.ROOT)
                            + "\": \\{[^}]*\"transport\": [0-9.]+, \"relay\": [0-9.]+, \"ratio\"");
        }
        assertThat(figures).containsPattern("\"stop\": \\{[^}]*\"transport\": [0-9.]+");
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void the_users_of_a_killed_backend_are_counted_until_all_are_back() {
        String figures = bench(
                "--backends=2",
                "--users-per-backend=5",
                "--contacts=3",
                "--rate=100",
                "--seconds=1",
                "--warmup=0",
                "--json");
        assertThat(figures).containsPattern("\"moved\": \\{[^}]*\"transport\": 5\\.0");
        assertThat(figures).containsPattern("\"move\": \\{[^}]*\"transport\": [0-9.]+");
    }

    private static String bench(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertThat(exit).as(err.toString()).isZero();
        return out.toString();
    }

    private static List<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }
}
