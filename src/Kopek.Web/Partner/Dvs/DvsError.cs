namespace Kopek.Web.Partner.Dvs;

/// <summary>One numbered error of DVS v1 with its HTTP status. docs/partners.md lists them, and a test compares.</summary>
public sealed record DvsError(int Code, int Status, string Message)
{
    public static readonly DvsError BadRequest = new(1000400, 400, "Bad Request");
    public static readonly DvsError Unauthorized = new(1000401, 401, "Unauthorized");
    public static readonly DvsError NotFound = new(1000404, 404, "Resource not found");
    public static readonly DvsError TooMany = new(1000429, 429, "Too many requests");
    public static readonly DvsError NoSuchProduct = new(1003001, 404, "Product is not available in your account");
    public static readonly DvsError AmountOutOfRange = new(1003002, 400, "Requested product amount is out of range");
    public static readonly DvsError UnitInvalid = new(1003003, 400, "Requested product unit is invalid");
    public static readonly DvsError NoSuchPromotion = new(1003201, 404, "Promotion not found");
    public static readonly DvsError NoSuchCampaign = new(1003301, 404, "Campaign not found");
    public static readonly DvsError NumberInvalid = new(1005003, 400, "Credit party mobile number is invalid");
    public static readonly DvsError NoSuchService = new(1005004, 404, "Service not found");
    public static readonly DvsError NoSuchCountry = new(1005005, 404, "Country not found");
    public static readonly DvsError NoSuchOperator = new(1005006, 404, "Operator not found");
    public static readonly DvsError ExternalIdUsed = new(1007001, 400, "Transaction external ID has already been used");
    public static readonly DvsError AlreadyConfirmed = new(1007002, 400, "Transaction has already been confirmed");
    public static readonly DvsError NoLongerConfirmable = new(1007004, 400, "Transaction can no longer be confirmed");
    public static readonly DvsError AlreadyCancelled = new(1007005, 400, "Transaction has already been cancelled");
    public static readonly DvsError NoLongerCancellable = new(1007007, 400, "Transaction can no longer be cancelled");
    public static readonly DvsError NoSuchTransaction = new(1008004, 404, "Transaction not found");
    public static readonly DvsError Unexpected = new(1009001, 500, "Unexpected error, please contact our support team");
    public static readonly DvsError Unavailable = new(1009503, 503, "Service unavailable, please retry later");

    public static IReadOnlyList<DvsError> All { get; } =
    [
        BadRequest, Unauthorized, NotFound, TooMany, NoSuchProduct, AmountOutOfRange, UnitInvalid, NoSuchPromotion, NoSuchCampaign, NumberInvalid, NoSuchService,
        NoSuchCountry, NoSuchOperator, ExternalIdUsed, AlreadyConfirmed, NoLongerConfirmable, AlreadyCancelled, NoLongerCancellable, NoSuchTransaction, Unexpected, Unavailable,
    ];

    /// <summary>The same number with what exactly is wrong.</summary>
    public DvsError Because(string why) => this with { Message = $"{Message}: {why}" };
}
