package org.libtransport.launcher.db;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.libtransport.storage.sql.Progress;

/** Shows how far long work is: on a terminal one line that changes, else a line now and then. Closing ends the line. */
final class ProgressLine implements Progress, AutoCloseable {

    private static final long ON_TERMINAL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long ELSEWHERE = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long interval;
    private long last;
    private boolean open;

    ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.interval = terminal ? ON_TERMINAL : ELSEWHERE;
        this.last = nanoTime.getAsLong();
    }

    /** On what the command has for messages. */
    static ProgressLine on(PrintWriter errors) {
        return new ProgressLine(errors, System.console() != null, System::nanoTime);
    }

    @Override
    public void rows(long done, long total) {
        long now = nanoTime.getAsLong();
        if (now - last < interval) {
            return;
        }
        last = now;
        long percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
        String text = String.format(Locale.ROOT, "%3d%%  %,d of %,d rows", percent, done, total);
        if (terminal) {
            out.print('\r' + text);
            out.flush();
            open = true;
        } else {
            out.println(text);
        }
    }

    @Override
    public void close() {
        if (open) {
            out.println();
        }
    }
}
