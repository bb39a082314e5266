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
    public static readonly ProblemKind UnknownProvider = new("unknown_provider", 422, "There is no such payment provider");
    public static readonly ProblemKind ProviderUnavailable = new("provider_unavailable", 503, "The payment provider does not answer");
    public static readonly ProblemKind AmountNotAStep = new("amount_not_a_step", 422, "The amount is no multiple of the operator's step");
    public static readonly ProblemKind NumberNotConfirmed = new("number_not_confirmed", 409, "The number is new to this payer and was typed once");
    public static readonly ProblemKind NumbersDiffer = new("numbers_differ", 422, "The number was typed in two different ways");
    public static readonly ProblemKind NumberTooDifferent = new("number_too_different", 422, "The numbers are not one mistyped for the other");
    public static readonly ProblemKind TooLateToReverse = new("too_late_to_reverse", 409, "The time to tell a wrong number is over");
    public static readonly ProblemKind TransferNotOffered = new("transfer_not_offered", 422, "Money cannot be passed on this way");
    public static readonly ProblemKind VoucherNotValid = new("voucher_not_valid", 422, "There is no such voucher for this line");
    public static readonly ProblemKind TooManyGuesses = new("too_many_guesses", 429, "Too many wrong PINs");
    public static readonly ProblemKind VouchersPrinted = new("vouchers_printed", 409, "The PINs of this batch were shown before");
    public static readonly ProblemKind VoucherBatchVoid = new("voucher_batch_void", 409, "The batch of vouchers was made void");
    public static readonly ProblemKind OrderNotInState = new("order_not_in_state", 409, "The order is too far, or not far enough, for that");
    public static readonly ProblemKind RefundTooLarge = new("refund_too_large", 422, "More is wanted back than was paid");
    public static readonly ProblemKind WebhookRefused = new("webhook_refused", 400, "The webhook is not believed");
    public static readonly ProblemKind WebhookNotRead = new("webhook_not_read", 503, "The webhook cannot be checked now");
    public static readonly ProblemKind UnknownRegion = new("unknown_region", 422, "There is no such region");
    public static readonly ProblemKind UnknownReceipt = new("unknown_receipt", 404, "There is no such receipt");
    public static readonly ProblemKind UnknownDispute = new("unknown_dispute", 404, "There is no such dispute");
    public static readonly ProblemKind DisputeOpen = new("dispute_open", 409, "The receipt has an open dispute");
    public static readonly ProblemKind DisputeDecided = new("dispute_decided", 409, "The dispute is decided");
    public static readonly ProblemKind DisputeFull = new("dispute_full", 409, "The dispute has as many entries as one can have");
    public static readonly ProblemKind UnknownFiscalDocument = new("unknown_fiscal_document", 404, "There is no such fiscal document");
    public static readonly ProblemKind MonthNotOver = new("month_not_over", 409, "The month is not over");
    public static readonly ProblemKind FiscalOffsetsFailing = new("fiscal_offsets_failing", 503, "What fiscal offsets are made of cannot be read");
    public static readonly ProblemKind UnknownTicket = new("unknown_ticket", 404, "There is no such ticket");
    public static readonly ProblemKind TicketClosed = new("ticket_closed", 409, "The ticket is closed");
    public static readonly ProblemKind TicketNotClosed = new("ticket_not_closed", 409, "The ticket is not closed");
    public static readonly ProblemKind TicketFull = new("ticket_full", 409, "The ticket has as many entries as one can have");
    public static readonly ProblemKind TooManyRequests = new("too_many_requests", 429, "Too many requests from this address");
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
        UnknownProvider, ProviderUnavailable, AmountNotAStep, NumberNotConfirmed, NumbersDiffer, NumberTooDifferent, TooLateToReverse, TransferNotOffered, VoucherNotValid,
        TooManyGuesses, VouchersPrinted, VoucherBatchVoid, OrderNotInState, RefundTooLarge, WebhookRefused, WebhookNotRead,
        UnknownReceipt, UnknownDispute, DisputeOpen, DisputeDecided, DisputeFull, TooManyRequests,
        UnknownFiscalDocument, MonthNotOver, FiscalOffsetsFailing, UnknownTicket, TicketClosed, TicketNotClosed, TicketFull,
        AutoRenewalUnknown, AutoRenewalStopped, MethodNotBound,
        TooManyStreams, BooksUnavailable, NotReady, Busy, Unavailable, Stopping, ShardStopped, InternalError,
    ];
}
