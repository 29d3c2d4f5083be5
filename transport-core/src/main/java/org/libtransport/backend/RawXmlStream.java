package org.libtransport.backend;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlException;
import org.libtransport.xmpp.xml.XmlLimits;
import org.libtransport.xmpp.xml.XmlStreamDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The XML that one backend sends by RAW_XML: pieces of any size of one stream, whose header is taken for granted. What
 * breaks the rules costs that backend the element it stands in and the rest of its frame; the next frame begins anew.
 *
 * <p>Used on the link's event loop.
 */
final class RawXmlStream {

    private static final Logger log = LoggerFactory.getLogger(RawXmlStream.class);

    /** Pictures in base64 and archives pass here. */
    private static final XmlLimits LIMITS = XmlLimits.ofStanzaBytes(1024 * 1024);

    private static final byte[] HEADER = ("<stream:stream xmlns='" + Element.CONTENT_NAMESPACE
                    + "' xmlns:stream='http://etherx.jabber.org/streams'>")
            .getBytes(StandardCharsets.US_ASCII);

    private final String link;
    private final Metrics metrics;
    private final XmlStreamDecoder decoder;
    private boolean closed;

    RawXmlStream(String link, Consumer<Element> stanzas, Metrics metrics) {
        this.link = link;
        this.metrics = metrics;
        this.decoder = new XmlStreamDecoder(LIMITS, new XmlStreamDecoder.Listener() {
            @Override
            public void streamOpened(Element header, String contentNamespace) {}

            @Override
            public void elementReceived(Element element) {
                stanzas.accept(element);
            }

            @Override
            public void streamClosed() {
                closed = true;
            }
        });
        begin();
    }

    private void begin() {
        closed = false;
        decoder.restartDiscardingInput();
        decoder.decode(HEADER, 0, HEADER.length);
    }

    /** Reads the text of one frame. */
    void read(ByteString text) {
        byte[] bytes = text.toByteArray();
        try {
            decoder.decode(bytes, 0, bytes.length);
            if (closed) {
                leaveOut("it closes a stream that it has not opened");
            }
        } catch (XmlException e) {
            leaveOut(e.getMessage());
        }
    }

    private void leaveOut(@Nullable String reason) {
        metrics.increment(Counter.FRAMES_UNREADABLE);
        log.debug("{} sends XML that cannot be read, which is left out: {}", link, reason);
        begin();
    }
}
