package org.libtransport.launcher.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a Java process.
 *
 * @param residentKb what it holds of the machine's memory
 * @param heapUsedKb what its objects take; 0 if unknown
 * @param collected whether garbage was collected just before
 */
record Memory(long residentKb, long heapUsedKb, boolean collected) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /** Adds up the heap in use from what {@code jcmd GC.heap_info} prints, metaspace left out. */
    static long heapUsedKb(String heapInfo) {
        int metaspace = heapInfo.indexOf("Metaspace");
        Matcher used = USED.matcher(metaspace < 0 ? heapInfo : heapInfo.substring(0, metaspace));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }
}
