package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    @Test
    void adds_user_and_system_time_even_if_the_name_looks_like_fields() {
        String stat = "42 (odd) 7 (name) S 1 42 42 0 -1 4194560 100 0 0 0 150 50 9 9 20 0 1 0 100 0 0";
        assertThat(ProcessFigures.cpuNanos(stat)).isEqualTo(2_000_000_000L);
    }

    @Test
    void leaves_out_idle_and_waiting_time_of_the_machine() {
        assertThat(ProcessFigures.machineCpuNanos("cpu  10 20 30 9999 8888 1 2 3 500 500"))
                .isEqualTo(660_000_000L);
    }

    @Test
    void reads_resident_memory() throws IOException {
        assertThat(ProcessFigures.residentKb(List.of("VmPeak:\t  9 kB", "VmRSS:\t   12345 kB", "Threads:\t1")))
                .isEqualTo(12_345);
    }

    @Test
    void adds_up_the_heap_without_metaspace() {
        String info = """
                4711:
                 def new generation   total 9792K, used 100K [0x0, 0x1, 0x2)
                 tenured generation   total 21888K, used 2000K [0x0, 0x1, 0x2)
                 Metaspace       used 5000K, committed 5100K, reserved 1114112K
                  class space    used 600K, committed 700K, reserved 1048576K
                """;
        assertThat(Memory.heapUsedKb(info)).isEqualTo(2_100);
    }
}
