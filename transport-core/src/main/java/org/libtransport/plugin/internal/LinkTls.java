package org.libtransport.plugin.internal;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** Encrypts a link, and believes only a transport whose certificate one of the administrator's vouches for. */
final class LinkTls {

    private final SslContext context;

    /**
     * Reads the certificates.
     *
     * @throws IllegalArgumentException with a sentence for the administrator, if that cannot be done
     */
    LinkTls(Path certificates) {
        if (!Files.isReadable(certificates)) {
            throw new IllegalArgumentException("cannot read the transport's certificates in " + certificates);
        }
        try {
            context = SslContextBuilder.forClient()
                    .trustManager(certificates.toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(certificates + " holds no certificates (PEM)", e);
        }
    }

    /** For one connection; the certificate must be for this host name or IP address. */
    SslHandler handler(Channel channel, InetSocketAddress transport) {
        return context.newHandler(channel.alloc(), transport.getHostString(), transport.getPort());
    }
}
