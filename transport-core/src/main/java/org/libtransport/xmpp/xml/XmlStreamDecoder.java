package org.libtransport.xmpp.xml;

import com.fasterxml.aalto.AsyncXMLStreamReader;
import io.netty.buffer.ByteBuf;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads one XMPP stream (RFC 6120 sections 4 and 11) from bytes as they arrive, in pieces of any size, and reports each
 * complete first-level element. White space between elements is a keep-alive and not reported.
 *
 * <p>Belongs to one connection and is not thread-safe; the listener is called by the thread that feeds it. A violation
 * throws {@link XmlException}, after which the decoder ignores all input until {@link #restart}.
 */
public final class XmlStreamDecoder {

    /**
     * Takes what the decoder reads. It may call {@link #restart}, {@link #restartDiscardingInput}, {@link #stop} and
     * {@link #limits} from within. What it throws reaches the caller of {@code decode}; the rest of the input is lost
     * then and the decoder has stopped.
     */
    public interface Listener {

        /**
         * The stream header came in.
         *
         * @param header its name, namespace and attributes, without content
         * @param contentNamespace the default namespace it declares, as sent; empty if there is none. Elements in it are
         *     reported in {@link Element#CONTENT_NAMESPACE}, if it is one that XMPP defines for stanzas
         */
        void streamOpened(Element header, String contentNamespace);

        /** A complete child of the stream came in. */
        void elementReceived(Element element);

        /** The peer closed the stream. Nothing more is reported until a restart. */
        void streamClosed();
    }

    /** Fed in slices, so that a violation is noticed before much work is done for it. */
    private static final int SLICE_BYTES = 8 * 1024;

    /** Within one tag the parser reports nothing and its work grows with the square of the declarations. */
    private static final int TAG_BYTES = 64 * 1024;

    /** The parser never forgets a name and never shrinks a buffer. */
    private static final int RENEW_AFTER_NAMES = 512;

    private static final int RENEW_AFTER_STANZA_BYTES = 128 * 1024;

    private final Listener listener;
    private final ElementAssembler assembler = new ElementAssembler();
    private XmlLimits limits;
    private byte @Nullable [] copy;

    private @Nullable AaltoParser parser;
    private boolean ended;
    private boolean discarding;
    private int depth;
    private long stanzaStart;
    private int silentBytes;

    public XmlStreamDecoder(XmlLimits limits, Listener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    /** Sets the limits for everything that is not complete yet. */
    public void limits(XmlLimits newLimits) {
        this.limits = newLimits;
    }

    /** Begins a new stream on the same connection with the next byte, as after SASL (RFC 6120 section 6.4.6). */
    public void restart() {
        parser = null;
        ended = false;
        depth = 0;
        assembler.clear();
    }

    /**
     * Begins a new stream with the next call of {@code decode}; what is left of the current input is dropped. For
     * STARTTLS, where bytes that came in clear text must not be taken for encrypted ones (RFC 6120 section 5.4.3.3).
     */
    public void restartDiscardingInput() {
        restart();
        discarding = true;
    }

    /** Ignores all further input, as when the stream is being closed by us. */
    public void stop() {
        ended = true;
    }

    /**
     * Reads all readable bytes of the buffer.
     *
     * @throws XmlException if the peer broke a rule; the stream must be ended
     */
    public void decode(ByteBuf in) {
        int length = in.readableBytes();
        if (in.hasArray()) {
            int from = in.arrayOffset() + in.readerIndex();
            in.skipBytes(length);
            decode(in.array(), from, length);
            return;
        }
        if (copy == null) {
            copy = new byte[SLICE_BYTES];
        }
        byte[] slice = copy;
        discarding = false;
        while (length > 0 && !ended && !discarding) {
            int size = Math.min(length, slice.length);
            in.readBytes(slice, 0, size);
            length -= size;
            decodeRange(slice, 0, size);
        }
        in.skipBytes(length);
    }

    /**
     * Reads a range of bytes.
     *
     * @throws XmlException if the peer broke a rule; the stream must be ended
     */
    public void decode(byte[] data, int offset, int length) {
        discarding = false;
        decodeRange(data, offset, offset + length);
    }

    private void decodeRange(byte[] data, int from, int to) {
        int position = from;
        boolean completed = false;
        try {
            while (position < to && !ended && !discarding) {
                if (parser == null) {
                    // A line feed that a client sends after its last element may be still on the way when we restart.
                    while (position < to && isWhiteSpace(data[position])) {
                        position++;
                    }
                    if (position == to) {
                        break;
                    }
                    parser = AaltoParser.fresh();
                    depth = 0;
                    stanzaStart = 0;
                    silentBytes = 0;
                }
                position = parse(parser, data, position, Math.min(to, position + SLICE_BYTES));
            }
            completed = true;
        } finally {
            if (!completed) {
                ended = true;
                parser = null;
                assembler.clear();
            }
        }
    }

    /** Reads a slice up to its end, or up to where another parser must go on; returns the position reached. */
    private int parse(AaltoParser current, byte[] data, int from, int to) {
        current.feed(data, from, to - from);
        boolean silent = true;
        while (true) {
            int event = current.next();
            switch (event) {
                case AsyncXMLStreamReader.EVENT_INCOMPLETE -> {
                    requireStanzaBytes(current.fedBytes());
                    silentBytes = silent ? silentBytes + (to - from) : 0;
                    require(silentBytes <= TAG_BYTES, "a tag is too long");
                    return to;
                }
                case XMLStreamConstants.START_DOCUMENT -> current.checkDeclaration();
                case XMLStreamConstants.START_ELEMENT -> {
                    startElement(current);
                    if (parser != current || ended) {
                        return to - (int) (current.fedBytes() - stanzaStart);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (depth == 0) {
                        ended = true;
                        listener.streamClosed();
                        return to;
                    }
                    if (depth > 1) {
                        assembler.end();
                    } else {
                        int reached = endStanza(current, to);
                        if (parser != current || ended) {
                            return reached;
                        }
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE, XMLStreamConstants.CDATA -> text(current);
                default ->
                    throw new XmlException(
                            XmlException.Condition.RESTRICTED_XML, "comment, processing instruction, DTD or entity");
            }
            silent = false;
        }
    }

    private void startElement(AaltoParser current) {
        depth++;
        require(depth - 1 <= limits.depth(), "elements are nested too deeply");
        if (depth > 1) {
            current.startElement(limits, assembler);
            return;
        }
        Element header = current.openStream(limits);
        requireStanzaBytes(current.offset());
        stanzaStart = current.offset();
        listener.streamOpened(header, current.contentNamespace());
    }

    private int endStanza(AaltoParser current, int to) {
        long end = current.offset();
        requireStanzaBytes(end);
        long bytes = end - stanzaStart;
        stanzaStart = end;
        int reached = to - (int) (current.fedBytes() - end);
        Element element = assembler.endOutermost();
        boolean worn = current.endStanza(RENEW_AFTER_NAMES) || bytes > RENEW_AFTER_STANZA_BYTES;
        listener.elementReceived(element);
        if (worn && parser == current && !ended) {
            parser = current.successor();
            stanzaStart = parser.offset();
        }
        return reached;
    }

    private void text(AaltoParser current) {
        String text = current.text();
        if (depth > 1) {
            assembler.text(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isWhiteSpace(text.charAt(i))) {
                throw new XmlException(XmlException.Condition.BAD_FORMAT, "text between stanzas");
            }
        }
        if (depth == 1) {
            stanzaStart = current.offset();
        }
    }

    private void requireStanzaBytes(long end) {
        require(end - stanzaStart <= limits.stanzaBytes(), "a stanza is too long");
    }

    private static void require(boolean kept, String violation) {
        if (!kept) {
            throw new XmlException(XmlException.Condition.POLICY_VIOLATION, violation);
        }
    }

    private static boolean isWhiteSpace(int character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
