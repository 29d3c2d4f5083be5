package org.libtransport.launcher.bench;

import java.time.Duration;

/**
 * What is to be measured.
 *
 * @param users online while echoes are measured; three times as many log in afterwards
 * @param contacts of each user
 * @param window messages in flight, or 0 to leave out this phase
 * @param rate messages a second whatever comes back, or 0 to leave out this phase
 * @param measured how long each phase is measured
 * @param warmUp how long messages flow before that
 * @param loginWindow log-ins under way at a time
 * @param backend how the transport's backends are run
 */
record BenchSettings(
        int users,
        int contacts,
        int window,
        int rate,
        Duration measured,
        Duration warmUp,
        int loginWindow,
        Backend backend) {

    /** How many more users log in, as a multiple of {@link #users}. */
    static final int FURTHER = 3;

    BenchSettings {
        within("--users", users, 1, BenchUsers.MOST / (1 + FURTHER));
        within("--contacts", contacts, 1, 10_000);
        within("--window", window, 0, 99_999);
        within("--rate", rate, 0, 1_000_000);
        within("--seconds", measured.toSeconds(), 1, 3_600);
        within("--warmup", warmUp.toSeconds(), 0, 3_600);
        within("--users-per-backend", backend.users(), 0, BenchUsers.MOST);
        within("--login-window", loginWindow, 1, 100_000);
    }

    private static void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " is " + value + "; it can be " + least + " to " + most);
        }
    }

    /**
     * The backends of the transport.
     *
     * @param users on each; 0 if all share one
     * @param command what starts it; empty for the echo backend in Java
     */
    record Backend(int users, String command) {

        static final Backend ONE = new Backend(0, "");

        /** Whether there is more than one, so that users can be moved between them. */
        boolean several() {
            return users > 0;
        }
    }

    int furtherUsers() {
        return FURTHER * users;
    }

    int allUsers() {
        return users + furtherUsers();
    }
}
