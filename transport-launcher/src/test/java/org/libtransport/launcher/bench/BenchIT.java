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
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--users=10", "--contacts=3", "--seconds=1", "--warmup=0", "--json");
        assertThat(exit).as(err.toString()).isZero();
        for (Figure figure : new Figure[] {Figure.ECHO_CPU, Figure.LOGINS, Figure.LONE_P50, Figure.RATE_P99}) {
            assertThat(out.toString())
                    .containsPattern("\"" + figure.name().toLowerCase(Locale.ROOT)
                            + "\": \\{[^}]*\"transport\": [0-9.]+, \"relay\": [0-9.]+, \"ratio\"");
        }
        assertThat(children()).isEqualTo(before);
    }

    private static List<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }
}
