package org.libtransport.launcher.kit;

import java.time.Duration;
import org.libtransport.launcher.kit.stage.Verdict;

/**
 * What was found out about one capability.
 *
 * @param about what it is, in a few words
 */
public record Result(String capability, String about, Verdict verdict, Duration took) {

    /** The verdict in one word or two: pass, fail, not announced, not checked. */
    public String word() {
        if (verdict instanceof Verdict.Pass) {
            return "pass";
        }
        if (verdict instanceof Verdict.Fail) {
            return "fail";
        }
        return verdict instanceof Verdict.NotAnnounced ? "not announced" : "not checked";
    }
}
