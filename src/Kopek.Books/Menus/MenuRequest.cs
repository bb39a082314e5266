using Kopek.Core.Notices;

namespace Kopek.Books.Menus;

/// <summary>What a digit asks for.</summary>
public abstract record MenuRequest
{
    private MenuRequest()
    {
    }

    public sealed record Root : MenuRequest;

    public sealed record Show(MenuChoice Choice) : MenuRequest;

    /// <summary>The holder says yes to the promised payment that was offered.</summary>
    public sealed record TakePromisedPayment : MenuRequest;

    public sealed record SetLanguage(NoticeLanguage Language) : MenuRequest;

    /// <summary>The next page of what is shown; after the last the first again.</summary>
    public sealed record More : MenuRequest;

    public sealed record End : MenuRequest;

    /// <summary>No choice of this place: it is shown once more.</summary>
    public sealed record NotUnderstood : MenuRequest;
}
