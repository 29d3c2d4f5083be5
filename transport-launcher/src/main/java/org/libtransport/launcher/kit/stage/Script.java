package org.libtransport.launcher.kit.stage;

import java.time.Duration;

/**
 * What a check plays with.
 *
 * @param user the name at the network; where there may be many users, those after the first have a number behind it
 * @param contact who is written to
 * @param echo whether the network is one of those of {@code examples/README.md}, whose contacts repeat what they are told
 * @param users how many log in at once
 * @param messages how many are sent in one go
 * @param timeout for each thing that is waited for
 */
public record Script(
        String user,
        String password,
        String wrongPassword,
        String contact,
        String room,
        boolean echo,
        int users,
        int messages,
        Duration timeout) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long is waited for what may as well not come. */
    public Duration patience() {
        return timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE;
    }
}
