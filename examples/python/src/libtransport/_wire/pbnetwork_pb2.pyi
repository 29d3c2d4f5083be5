from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

CONNECTION_ERROR_AUTHENTICATION_FAILED: ConnectionError
CONNECTION_ERROR_AUTHENTICATION_IMPOSSIBLE: ConnectionError
CONNECTION_ERROR_CERT_EXPIRED: ConnectionError
CONNECTION_ERROR_CERT_FINGERPRINT_MISMATCH: ConnectionError
CONNECTION_ERROR_CERT_HOSTNAME_MISMATCH: ConnectionError
CONNECTION_ERROR_CERT_NOT_ACTIVATED: ConnectionError
CONNECTION_ERROR_CERT_NOT_PROVIDED: ConnectionError
CONNECTION_ERROR_CERT_OTHER_ERROR: ConnectionError
CONNECTION_ERROR_CERT_SELF_SIGNED: ConnectionError
CONNECTION_ERROR_CERT_UNTRUSTED: ConnectionError
CONNECTION_ERROR_ENCRYPTION_ERROR: ConnectionError
CONNECTION_ERROR_INVALID_SETTINGS: ConnectionError
CONNECTION_ERROR_INVALID_USERNAME: ConnectionError
CONNECTION_ERROR_NAME_IN_USE: ConnectionError
CONNECTION_ERROR_NETWORK_ERROR: ConnectionError
CONNECTION_ERROR_NO_SSL_SUPPORT: ConnectionError
CONNECTION_ERROR_OTHER_ERROR: ConnectionError
DESCRIPTOR: _descriptor.FileDescriptor
PARTICIPANT_FLAG_BANNED: ParticipantFlag
PARTICIPANT_FLAG_CONFLICT: ParticipantFlag
PARTICIPANT_FLAG_KICKED: ParticipantFlag
PARTICIPANT_FLAG_ME: ParticipantFlag
PARTICIPANT_FLAG_MODERATOR: ParticipantFlag
PARTICIPANT_FLAG_NONE: ParticipantFlag
PARTICIPANT_FLAG_NOT_AUTHORIZED: ParticipantFlag
PARTICIPANT_FLAG_ROOM_NOT_FOUND: ParticipantFlag
STATUS_AWAY: StatusType
STATUS_DND: StatusType
STATUS_FFC: StatusType
STATUS_INVISIBLE: StatusType
STATUS_NONE: StatusType
STATUS_ONLINE: StatusType
STATUS_XA: StatusType

class APIVersion(_message.Message):
    __slots__ = ["version"]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    version: int
    def __init__(self, version: _Optional[int] = ...) -> None: ...

class Attachment(_message.Message):
    __slots__ = ["description", "mimeType", "url"]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    MIMETYPE_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    description: str
    mimeType: str
    url: str
    def __init__(self, url: _Optional[str] = ..., mimeType: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class BackendConfig(_message.Message):
    __slots__ = ["config"]
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    config: str
    def __init__(self, config: _Optional[str] = ...) -> None: ...

class Buddies(_message.Message):
    __slots__ = ["buddy"]
    BUDDY_FIELD_NUMBER: _ClassVar[int]
    buddy: _containers.RepeatedCompositeFieldContainer[Buddy]
    def __init__(self, buddy: _Optional[_Iterable[_Union[Buddy, _Mapping]]] = ...) -> None: ...

class Buddy(_message.Message):
    __slots__ = ["alias", "blocked", "buddyName", "group", "iconHash", "status", "statusMessage", "userName"]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_FIELD_NUMBER: _ClassVar[int]
    BUDDYNAME_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    ICONHASH_FIELD_NUMBER: _ClassVar[int]
    STATUSMESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    alias: str
    blocked: bool
    buddyName: str
    group: _containers.RepeatedScalarFieldContainer[str]
    iconHash: str
    status: StatusType
    statusMessage: str
    userName: str
    def __init__(self, userName: _Optional[str] = ..., buddyName: _Optional[str] = ..., alias: _Optional[str] = ..., group: _Optional[_Iterable[str]] = ..., status: _Optional[_Union[StatusType, str]] = ..., statusMessage: _Optional[str] = ..., iconHash: _Optional[str] = ..., blocked: bool = ...) -> None: ...

class Connected(_message.Message):
    __slots__ = ["loginToken", "user"]
    LOGINTOKEN_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    loginToken: str
    user: str
    def __init__(self, user: _Optional[str] = ..., loginToken: _Optional[str] = ...) -> None: ...

class ConversationMessage(_message.Message):
    __slots__ = ["ackId", "attachment", "buddyName", "carbon", "headline", "id", "message", "nickname", "pm", "timestamp", "userName", "xhtml"]
    ACKID_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    BUDDYNAME_FIELD_NUMBER: _ClassVar[int]
    CARBON_FIELD_NUMBER: _ClassVar[int]
    HEADLINE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    PM_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    XHTML_FIELD_NUMBER: _ClassVar[int]
    ackId: int
    attachment: _containers.RepeatedCompositeFieldContainer[Attachment]
    buddyName: str
    carbon: bool
    headline: bool
    id: str
    message: str
    nickname: str
    pm: bool
    timestamp: str
    userName: str
    xhtml: str
    def __init__(self, userName: _Optional[str] = ..., buddyName: _Optional[str] = ..., message: _Optional[str] = ..., nickname: _Optional[str] = ..., xhtml: _Optional[str] = ..., timestamp: _Optional[str] = ..., headline: bool = ..., id: _Optional[str] = ..., pm: bool = ..., carbon: bool = ..., attachment: _Optional[_Iterable[_Union[Attachment, _Mapping]]] = ..., ackId: _Optional[int] = ...) -> None: ...

class Disconnected(_message.Message):
    __slots__ = ["error", "message", "user"]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    error: int
    message: str
    user: str
    def __init__(self, user: _Optional[str] = ..., error: _Optional[int] = ..., message: _Optional[str] = ...) -> None: ...

class Hello(_message.Message):
    __slots__ = ["feature", "highestVersion", "lowestVersion", "software", "softwareVersion"]
    FEATURE_FIELD_NUMBER: _ClassVar[int]
    HIGHESTVERSION_FIELD_NUMBER: _ClassVar[int]
    LOWESTVERSION_FIELD_NUMBER: _ClassVar[int]
    SOFTWAREVERSION_FIELD_NUMBER: _ClassVar[int]
    SOFTWARE_FIELD_NUMBER: _ClassVar[int]
    feature: _containers.RepeatedScalarFieldContainer[str]
    highestVersion: int
    lowestVersion: int
    software: str
    softwareVersion: str
    def __init__(self, lowestVersion: _Optional[int] = ..., highestVersion: _Optional[int] = ..., software: _Optional[str] = ..., softwareVersion: _Optional[str] = ..., feature: _Optional[_Iterable[str]] = ...) -> None: ...

class Login(_message.Message):
    __slots__ = ["extraFields", "legacyName", "loginToken", "password", "settings", "user"]
    class UserSettings(_message.Message):
        __slots__ = ["value"]
        class ValueEntry(_message.Message):
            __slots__ = ["key", "value"]
            KEY_FIELD_NUMBER: _ClassVar[int]
            VALUE_FIELD_NUMBER: _ClassVar[int]
            key: str
            value: str
            def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
        VALUE_FIELD_NUMBER: _ClassVar[int]
        value: _containers.ScalarMap[str, str]
        def __init__(self, value: _Optional[_Mapping[str, str]] = ...) -> None: ...
    EXTRAFIELDS_FIELD_NUMBER: _ClassVar[int]
    LEGACYNAME_FIELD_NUMBER: _ClassVar[int]
    LOGINTOKEN_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    extraFields: _containers.RepeatedScalarFieldContainer[str]
    legacyName: str
    loginToken: str
    password: str
    settings: Login.UserSettings
    user: str
    def __init__(self, user: _Optional[str] = ..., legacyName: _Optional[str] = ..., password: _Optional[str] = ..., extraFields: _Optional[_Iterable[str]] = ..., settings: _Optional[_Union[Login.UserSettings, _Mapping]] = ..., loginToken: _Optional[str] = ...) -> None: ...

class Logout(_message.Message):
    __slots__ = ["legacyName", "user"]
    LEGACYNAME_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    legacyName: str
    user: str
    def __init__(self, user: _Optional[str] = ..., legacyName: _Optional[str] = ...) -> None: ...

class MessageStatus(_message.Message):
    __slots__ = ["ackId", "outcome", "reason", "retryAfterSeconds", "userName"]
    class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    ACCEPTED: MessageStatus.Outcome
    ACKID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REFUSED: MessageStatus.Outcome
    RETRYAFTERSECONDS_FIELD_NUMBER: _ClassVar[int]
    RETRY_LATER: MessageStatus.Outcome
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    ackId: int
    outcome: MessageStatus.Outcome
    reason: str
    retryAfterSeconds: int
    userName: str
    def __init__(self, userName: _Optional[str] = ..., ackId: _Optional[int] = ..., outcome: _Optional[_Union[MessageStatus.Outcome, str]] = ..., reason: _Optional[str] = ..., retryAfterSeconds: _Optional[int] = ...) -> None: ...

class Participant(_message.Message):
    __slots__ = ["alias", "flag", "iconHash", "newname", "nickname", "room", "status", "statusMessage", "userName"]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    FLAG_FIELD_NUMBER: _ClassVar[int]
    ICONHASH_FIELD_NUMBER: _ClassVar[int]
    NEWNAME_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    STATUSMESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    alias: str
    flag: int
    iconHash: str
    newname: str
    nickname: str
    room: str
    status: StatusType
    statusMessage: str
    userName: str
    def __init__(self, userName: _Optional[str] = ..., room: _Optional[str] = ..., nickname: _Optional[str] = ..., flag: _Optional[int] = ..., status: _Optional[_Union[StatusType, str]] = ..., statusMessage: _Optional[str] = ..., newname: _Optional[str] = ..., iconHash: _Optional[str] = ..., alias: _Optional[str] = ...) -> None: ...

class Room(_message.Message):
    __slots__ = ["nickname", "password", "room", "userName"]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    nickname: str
    password: str
    room: str
    userName: str
    def __init__(self, userName: _Optional[str] = ..., nickname: _Optional[str] = ..., room: _Optional[str] = ..., password: _Optional[str] = ...) -> None: ...

class RoomList(_message.Message):
    __slots__ = ["name", "room", "user"]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    name: _containers.RepeatedScalarFieldContainer[str]
    room: _containers.RepeatedScalarFieldContainer[str]
    user: str
    def __init__(self, room: _Optional[_Iterable[str]] = ..., name: _Optional[_Iterable[str]] = ..., user: _Optional[str] = ...) -> None: ...

class Stats(_message.Message):
    __slots__ = ["id", "init_res", "res", "shared"]
    ID_FIELD_NUMBER: _ClassVar[int]
    INIT_RES_FIELD_NUMBER: _ClassVar[int]
    RES_FIELD_NUMBER: _ClassVar[int]
    SHARED_FIELD_NUMBER: _ClassVar[int]
    id: str
    init_res: int
    res: int
    shared: int
    def __init__(self, res: _Optional[int] = ..., init_res: _Optional[int] = ..., shared: _Optional[int] = ..., id: _Optional[str] = ...) -> None: ...

class Status(_message.Message):
    __slots__ = ["status", "statusMessage", "userName"]
    STATUSMESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    status: StatusType
    statusMessage: str
    userName: str
    def __init__(self, userName: _Optional[str] = ..., status: _Optional[_Union[StatusType, str]] = ..., statusMessage: _Optional[str] = ...) -> None: ...

class Token(_message.Message):
    __slots__ = ["token"]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    token: str
    def __init__(self, token: _Optional[str] = ...) -> None: ...

class VCard(_message.Message):
    __slots__ = ["buddyName", "fullname", "id", "nickname", "photo", "userName"]
    BUDDYNAME_FIELD_NUMBER: _ClassVar[int]
    FULLNAME_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    PHOTO_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    buddyName: str
    fullname: str
    id: int
    nickname: str
    photo: bytes
    userName: str
    def __init__(self, userName: _Optional[str] = ..., buddyName: _Optional[str] = ..., id: _Optional[int] = ..., fullname: _Optional[str] = ..., nickname: _Optional[str] = ..., photo: _Optional[bytes] = ...) -> None: ...

class WrapperMessage(_message.Message):
    __slots__ = ["payload", "type"]
    class Type(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    PAYLOAD_FIELD_NUMBER: _ClassVar[int]
    TYPE_API_VERSION: WrapperMessage.Type
    TYPE_ATTENTION: WrapperMessage.Type
    TYPE_AUTH_REQUEST: WrapperMessage.Type
    TYPE_BACKEND_CONFIG: WrapperMessage.Type
    TYPE_BUDDIES: WrapperMessage.Type
    TYPE_BUDDY_CHANGED: WrapperMessage.Type
    TYPE_BUDDY_REMOVED: WrapperMessage.Type
    TYPE_BUDDY_STOPPED_TYPING: WrapperMessage.Type
    TYPE_BUDDY_TYPED: WrapperMessage.Type
    TYPE_BUDDY_TYPING: WrapperMessage.Type
    TYPE_CONNECTED: WrapperMessage.Type
    TYPE_CONV_MESSAGE: WrapperMessage.Type
    TYPE_CONV_MESSAGE_ACK: WrapperMessage.Type
    TYPE_DISCONNECTED: WrapperMessage.Type
    TYPE_EXIT: WrapperMessage.Type
    TYPE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FT_CONTINUE: WrapperMessage.Type
    TYPE_FT_DATA: WrapperMessage.Type
    TYPE_FT_FINISH: WrapperMessage.Type
    TYPE_FT_PAUSE: WrapperMessage.Type
    TYPE_FT_START: WrapperMessage.Type
    TYPE_HELLO: WrapperMessage.Type
    TYPE_JOIN_ROOM: WrapperMessage.Type
    TYPE_LEAVE_ROOM: WrapperMessage.Type
    TYPE_LOGIN: WrapperMessage.Type
    TYPE_LOGOUT: WrapperMessage.Type
    TYPE_MESSAGE_STATUS: WrapperMessage.Type
    TYPE_PARTICIPANT_CHANGED: WrapperMessage.Type
    TYPE_PING: WrapperMessage.Type
    TYPE_PONG: WrapperMessage.Type
    TYPE_QUERY: WrapperMessage.Type
    TYPE_RAW_XML: WrapperMessage.Type
    TYPE_ROOM_LIST: WrapperMessage.Type
    TYPE_ROOM_NICKNAME_CHANGED: WrapperMessage.Type
    TYPE_ROOM_SUBJECT_CHANGED: WrapperMessage.Type
    TYPE_STATS: WrapperMessage.Type
    TYPE_STATUS_CHANGED: WrapperMessage.Type
    TYPE_TOKEN: WrapperMessage.Type
    TYPE_VCARD: WrapperMessage.Type
    payload: bytes
    type: WrapperMessage.Type
    def __init__(self, type: _Optional[_Union[WrapperMessage.Type, str]] = ..., payload: _Optional[bytes] = ...) -> None: ...

class ConnectionError(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class StatusType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ParticipantFlag(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
