package org.libtransport.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what Linux knows of processes. */
final class ProcessFigures {

    /** Clock ticks are 10 ms for every program on Linux, whatever the kernel uses inside. */
    private static final long TICK_NANOS = 10_000_000;

    private ProcessFigures() {}

    /** CPU time in nanoseconds that the process used, in user and kernel mode, with all its threads; 0 if it is gone. */
    static long cpuNanos(long pid) {
        try {
            return cpuNanos(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException e) {
            return 0;
        }
    }

    /** As {@link #cpuNanos(long)}, from the text of the {@code stat} file. */
    static long cpuNanos(String stat) {
        // The second field is the program's name in parentheses and may hold anything; utime and stime are 14 and 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
    }

    /** Resident memory in KB. */
    static long residentKb(long pid) throws IOException {
        return residentKb(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
    }

    /** As {@link #residentKb(long)}, from the lines of the {@code status} file. */
    static long residentKb(List<String> status) throws IOException {
        for (String line : status) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("the process has no resident memory");
    }

    /** CPU time in nanoseconds that all processes of the machine used since it was started. */
    static long machineCpuNanos() throws IOException {
        return machineCpuNanos(Files.readAllLines(Path.of("/proc/stat")).get(0));
    }

    /** As {@link #machineCpuNanos()}, from the first line of {@code /proc/stat}. */
    static long machineCpuNanos(String line) {
        // cpu user nice system idle iowait irq softirq steal
        String[] fields = line.trim().split(" +");
        long ticks = 0;
        for (int i = 1; i < Math.min(fields.length, 9); i++) {
            if (i != 4 && i != 5) {
                ticks += Long.parseLong(fields[i]);
            }
        }
        return ticks * TICK_NANOS;
    }
}
