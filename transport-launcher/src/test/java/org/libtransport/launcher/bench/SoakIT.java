package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SoakIT {

    private static final boolean LONG = Boolean.getBoolean("strict");

    @Test
    void every_message_is_accounted_for_nobody_is_stuck_and_memory_is_flat() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "soak",
                        LONG ? "--users=500" : "--users=100",
                        LONG ? "--duration=60s" : "--duration=9s",
                        LONG ? "--users-per-backend=100" : "--users-per-backend=30");
        System.out.println(out);
        assertThat(exit).as("%s%n%s", out, err).isZero();
        assertThat(out.toString())
                .containsPattern("from users: [1-9][0-9]+ messages, [1-9][0-9]+ arrived")
                .containsPattern("to users: [1-9][0-9]+ messages, [1-9][0-9]+ delivered");
    }
}
