package org.libtransport.launcher.bench;

import java.time.Duration;

/**
 * What the soak does.
 *
 * @param users who come and go
 * @param duration how long they do; looking at the outcome takes up to two minutes more
 * @param rate what they do altogether in a second
 * @param usersPerBackend how many share a process
 * @param seed of what is done, and when
 */
record SoakSettings(int users, Duration duration, int rate, int usersPerBackend, long seed) {

    SoakSettings {
        within("--users", users, 1, 100_000);
        within("--duration", duration.toSeconds(), 1, 86_400);
        within("--rate", rate, 1, 100_000);
        within("--users-per-backend", usersPerBackend, 1, 100_000);
    }

    private static void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " is " + value + "; it can be " + least + " to " + most);
        }
    }
}
