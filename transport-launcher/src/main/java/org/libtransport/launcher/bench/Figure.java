package org.libtransport.launcher.bench;

import java.util.OptionalDouble;

/** The things that are measured, with the target that the transport has to meet. */
enum Figure {
    START("start to connected", "ms", Target.atMost(1_500)),
    START_CPU("CPU until connected", "ms", Target.NONE),
    COLD_LOGINS("log-ins, just started", "/s", Target.NONE),
    LOGINS("log-ins", "/s", Target.ratioAtLeast(0.3)),
    LOGIN_P50("log-in p50", "ms", Target.NONE),
    LOGIN_P99("log-in p99", "ms", Target.NONE),
    LOGIN_CPU("CPU per log-in", "us", Target.NONE),
    LOGIN_BYTES("bytes to XMPP per log-in", "B", Target.NONE),
    ECHOES("echoes, window", "/s", Target.ratioAtLeast(1.0 / 8)),
    ECHO_CPU("CPU per echo", "us", Target.ratioAtMost(20)),
    ECHO_BYTES("bytes to XMPP per echo", "B", Target.NONE),
    ECHO_BACKEND_CPU("CPU per echo, backend", "us", Target.NONE),
    ECHO_P50("window p50", "us", Target.NONE),
    ECHO_P99("window p99", "us", Target.NONE),
    ECHO_P999("window p99.9", "us", Target.NONE),
    LONE_P50("one at a time p50", "us", Target.ratioAtMost(6)),
    LONE_P99("one at a time p99", "us", Target.NONE),
    RATE_P50("fixed rate p50", "us", Target.NONE),
    RATE_P99("fixed rate p99", "us", Target.NONE),
    RATE_P999("fixed rate p99.9", "us", Target.NONE),
    RATE_CPU("fixed rate CPU per echo", "us", Target.NONE),
    MOVE("moved off a killed backend", "ms", Target.atMost(3_000)),
    MOVED("users moved", "", Target.NONE),
    RESIDENT_START("resident, connected", "MB", Target.NONE),
    RESIDENT_USERS("resident, users online", "MB", Target.NONE),
    RESIDENT_ALL("resident, 4 x users online", "MB", Target.NONE),
    RESIDENT_PER_USER("resident per further user", "KB", Target.atMost(20)),
    HEAP_PER_USER("live heap per further user", "KB", Target.NONE),
    STOP("stop, 4 x users online", "ms", Target.atMost(5_000)),
    ECHO_NOISE("other programs, window", "%", Target.NONE),
    RATE_NOISE("other programs, fixed rate", "%", Target.NONE);

    private final String label;
    private final String unit;
    private final Target target;

    Figure(String label, String unit, Target target) {
        this.label = label;
        this.unit = unit;
        this.target = target;
    }

    /** What people read. */
    String label() {
        return label;
    }

    String unit() {
        return unit;
    }

    Target target() {
        return target;
    }

    /**
     * A bound on a figure, or on its ratio to the relay's.
     *
     * @param kind what is bounded
     * @param bound the limit, of no meaning for {@link Kind#NONE}
     */
    record Target(Kind kind, double bound) {

        static final Target NONE = new Target(Kind.NONE, 0);

        /** What a target bounds. */
        enum Kind {
            NONE,
            AT_MOST,
            RATIO_AT_MOST,
            RATIO_AT_LEAST
        }

        static Target atMost(double bound) {
            return new Target(Kind.AT_MOST, bound);
        }

        static Target ratioAtMost(double bound) {
            return new Target(Kind.RATIO_AT_MOST, bound);
        }

        static Target ratioAtLeast(double bound) {
            return new Target(Kind.RATIO_AT_LEAST, bound);
        }

        /** Whether the target can be checked with these values, and then whether it is met. */
        Verdict judge(OptionalDouble value, OptionalDouble relay) {
            if (kind == Kind.NONE || value.isEmpty() || kind != Kind.AT_MOST && relay.isEmpty()) {
                return Verdict.NONE;
            }
            boolean met = switch (kind) {
                case AT_MOST -> value.getAsDouble() <= bound;
                case RATIO_AT_MOST -> value.getAsDouble() <= bound * relay.getAsDouble();
                case RATIO_AT_LEAST -> value.getAsDouble() >= bound * relay.getAsDouble();
                case NONE -> true;
            };
            return met ? Verdict.OK : Verdict.MISS;
        }
    }

    /** What came of a target. */
    enum Verdict {
        NONE,
        OK,
        MISS
    }
}
