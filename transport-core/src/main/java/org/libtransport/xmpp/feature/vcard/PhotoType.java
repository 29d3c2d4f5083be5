package org.libtransport.xmpp.feature.vcard;

import java.nio.charset.StandardCharsets;

/** The type of a picture, told by its first bytes, since networks do not name it. */
enum PhotoType {
    PNG("image/png", "\u0089PNG\r\n\u001a\n", 0),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff", 0),
    GIF("image/gif", "GIF8", 0),
    WEBP("image/webp", "WEBP", 8),
    AVIF("image/avif", "ftypavif", 4),
    HEIC("image/heic", "ftypheic", 4),
    TIFF_LITTLE_ENDIAN("image/tiff", "II*\0", 0),
    TIFF_BIG_ENDIAN("image/tiff", "MM\0*", 0),
    ICON("image/x-icon", "\0\0\u0001\0", 0),
    SVG("image/svg+xml", "<svg", 0),
    BMP("image/bmp", "BM", 0);

    private static final String UNKNOWN = "application/octet-stream";

    private final String mediaType;
    private final byte[] mark;
    private final int offset;

    PhotoType(String mediaType, String mark, int offset) {
        this.mediaType = mediaType;
        this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
        this.offset = offset;
    }

    /** The media type of the picture, the most general one if the picture is of no kind we know. */
    static String mediaTypeOf(byte[] picture) {
        for (PhotoType type : values()) {
            if (type.marks(picture)) {
                return type.mediaType;
            }
        }
        return UNKNOWN;
    }

    private boolean marks(byte[] picture) {
        if (picture.length < offset + mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (picture[offset + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
