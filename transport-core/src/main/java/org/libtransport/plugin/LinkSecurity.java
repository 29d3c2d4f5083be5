package org.libtransport.plugin;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Extensions;

/**
 * How a backend and its transport make sure of each other. A backend that the transport starts finds all of it in its
 * environment, and so does one that somebody else starts if the administrator puts it there; on the command line it could be
 * read by everybody on the machine.
 *
 * @param token what the backend proves itself by; null to prove nothing, which a transport takes from its own processes
 * @param certificates a file with the certificates (PEM) by which the transport proves itself; then the link is encrypted
 *     by TLS and the transport's host name, or its IP address, must be one of the certificate's. Null for a link in clear
 *     text, which is for one machine only.
 */
public record LinkSecurity(@Nullable String token, @Nullable Path certificates) {

    /** Neither: for a plugin inside the transport's JVM, and for a backend under the transport's own user id. */
    public static final LinkSecurity NONE = new LinkSecurity(null, null);

    /**
     * Reads the variables {@value Extensions#TOKEN_VARIABLE} and {@value Extensions#CA_VARIABLE}; one that is empty is none.
     *
     * @param environment as of {@link System#getenv()}
     * @throws IllegalArgumentException with a sentence for the administrator, if the second is no path
     */
    public static LinkSecurity of(Map<String, String> environment) {
        String token = environment.getOrDefault(Extensions.TOKEN_VARIABLE, "");
        String certificates = environment.getOrDefault(Extensions.CA_VARIABLE, "");
        return new LinkSecurity(token.isEmpty() ? null : token, certificates.isEmpty() ? null : Path.of(certificates));
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "LinkSecurity[" + (token == null ? "no token" : "token") + ", certificates=" + certificates + "]";
    }
}
