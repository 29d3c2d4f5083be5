package org.libtransport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the options whose values differ between two configurations. Never their values, which may be secret.
 *
 * @param live those that a running transport takes over when it reads its config again
 * @param afterRestart the others, names that the table does not know among them
 */
public record Changes(List<String> live, List<String> afterRestart) {

    private static final Set<Option<?>> LIVE = Set.of(
            Options.SERVICE_ADMIN_JID,
            Options.SERVICE_ADMIN_PASSWORD,
            Options.SERVICE_ALLOWED_SERVERS,
            Options.SERVICE_ENABLE_XHTML,
            Options.SERVICE_ENABLE_REMOVE_BUDDY,
            Options.SERVICE_OOB_REPLACE_BODY,
            Options.SERVICE_OOB_SPLIT,
            Options.SERVICE_MOTD,
            Options.SERVICE_VIP_ONLY,
            Options.SERVICE_VIP_MESSAGE,
            Options.SERVICE_LOGIN_TIMEOUT,
            Options.SERVICE_RESTORE_RATE,
            Options.IDENTITY_NAME,
            Options.IDENTITY_CATEGORY,
            Options.IDENTITY_TYPE,
            Options.GATEWAY_RESPONDER_LABEL,
            Options.GATEWAY_RESPONDER_PROMPT,
            Options.REGISTRATION_INSTRUCTIONS,
            Options.REGISTRATION_USERNAME_LABEL,
            Options.REGISTRATION_PASSWORD_LABEL,
            Options.REGISTRATION_AUTO_REGISTER,
            Options.REGISTRATION_ENABLE_PUBLIC_REGISTRATION,
            Options.REGISTRATION_USERNAME_MASK,
            Options.REGISTRATION_ALLOWED_USERNAMES,
            Options.REGISTRATION_NOTIFY_JID,
            Options.SETTINGS_SEND_HEADLINES,
            Options.SETTINGS_STAY_CONNECTED);

    public Changes {
        live = List.copyOf(live);
        afterRestart = List.copyOf(afterRestart);
    }

    /** Compares what holds in both, wherever it was written. */
    public static Changes between(Config before, Config after) {
        List<String> live = new ArrayList<>();
        List<String> afterRestart = new ArrayList<>();
        for (Option<?> option : Options.ALL) {
            if (!before.text(option).equals(after.text(option))) {
                (isLive(option) ? live : afterRestart).add(option.name());
            }
        }
        Set<String> unknown = new TreeSet<>(before.unknown().keySet());
        unknown.addAll(after.unknown().keySet());
        unknown.removeIf(name -> before.unknown(name).equals(after.unknown(name)));
        afterRestart.addAll(unknown);
        return new Changes(live, afterRestart);
    }

    /** Whether a running transport takes over a new value. */
    public static boolean isLive(Option<?> option) {
        return LIVE.contains(option);
    }
}
