namespace Kopek.Web.Api.Problems;

/// <summary>Every refusal that the API itself gives; those of the rules are in <see cref="RuleProblems"/>. docs/api.md lists them all, and a test compares.</summary>
public static class ProblemKinds
{
    public static readonly ProblemKind TokenMissing = new("token_missing", 401, "The operator token is missing");
    public static readonly ProblemKind TokenWrong = new("token_wrong", 401, "The operator token is not right");
    public static readonly ProblemKind HostNotLocal = new("host_not_local", 403, "Without a token only this machine is served");
    public static readonly ProblemKind UnknownRoute = new("unknown_route", 404, "There is nothing at this address");
    public static readonly ProblemKind MethodNotAllowed = new("method_not_allowed", 405, "This method does not work here");
    public static readonly ProblemKind IdempotencyKeyMissing = new("idempotency_key_missing", 400, "Idempotency-Key is missing");
    public static readonly ProblemKind IdempotencyKeyInvalid = new("idempotency_key_invalid", 400, "Idempotency-Key is not valid");
    public static readonly ProblemKind RequestInFlight = new("request_in_flight", 409, "The same request is being carried out");
    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency_key_reused", 422, "This Idempotency-Key was used for something else");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported_media_type", 415, "The body is not JSON");
    public static readonly ProblemKind BodyTooLarge = new("body_too_large", 413, "The body is too large");
    public static readonly ProblemKind MalformedJson = new("malformed_json", 400, "The body is not valid JSON");
    public static readonly ProblemKind UnknownMember = new("unknown_member", 400, "The body has a member that is not known here");
    public static readonly ProblemKind DuplicateMember = new("duplicate_member", 400, "The body has a member twice");
    public static readonly ProblemKind MemberMissing = new("member_missing", 400, "The body lacks a member");
    public static readonly ProblemKind MemberInvalid = new("member_invalid", 400, "A member of the body has a wrong value");
    public static readonly ProblemKind AmountNotWhole = new("amount_not_whole", 400, "The amount is not a whole number of kopeks");
    public static readonly ProblemKind AmountNotPositive = new("amount_not_positive", 400, "The amount is not more than zero");
    public static readonly ProblemKind AmountOutOfRange = new("amount_out_of_range", 400, "The amount is too large to be one");
    public static readonly ProblemKind CurrencyMismatch = new("currency_mismatch", 422, "The line has another currency");
    public static readonly ProblemKind NumberInvalid = new("number_invalid", 400, "The number is not one");
    public static readonly ProblemKind QueryInvalid = new("query_invalid", 400, "A parameter of the address has a wrong value");
    public static readonly ProblemKind UnknownOrder = new("unknown_order", 404, "There is no such order");
    public static readonly ProblemKind UnknownRegion = new("unknown_region", 422, "There is no such region");
    public static readonly ProblemKind AutoRenewalUnknown = new("auto_renewal_unknown", 404, "Nothing is renewed by itself on this line");
    public static readonly ProblemKind AutoRenewalStopped = new("auto_renewal_stopped", 409, "Automatic renewal was stopped");
    public static readonly ProblemKind MethodNotBound = new("method_not_bound", 422, "There is nothing bound that could be charged");
    public static readonly ProblemKind TooManyStreams = new("too_many_streams", 503, "Too many streams are open");
    public static readonly ProblemKind BooksUnavailable = new("books_unavailable", 503, "Statements cannot be read now");
    public static readonly ProblemKind NotReady = new("not_ready", 503, "The server takes no traffic yet");
    public static readonly ProblemKind Busy = new("busy", 503, "The server is busy");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "The journal cannot be written now");
    public static readonly ProblemKind Stopping = new("stopping", 503, "The server is stopping");
    public static readonly ProblemKind ShardStopped = new("shard_stopped", 503, "This line is out of service until a person has looked");
    public static readonly ProblemKind InternalError = new("internal_error", 500, "Something broke");

    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        TokenMissing, TokenWrong, HostNotLocal, UnknownRoute, MethodNotAllowed, IdempotencyKeyMissing, IdempotencyKeyInvalid, RequestInFlight,
        IdempotencyKeyReused, UnsupportedMediaType, BodyTooLarge, MalformedJson, UnknownMember, DuplicateMember, MemberMissing, MemberInvalid,
        AmountNotWhole, AmountNotPositive, AmountOutOfRange, CurrencyMismatch, NumberInvalid, QueryInvalid, UnknownOrder, UnknownRegion,
        AutoRenewalUnknown, AutoRenewalStopped, MethodNotBound,
        TooManyStreams, BooksUnavailable, NotReady, Busy, Unavailable, Stopping, ShardStopped, InternalError,
    ];
}
