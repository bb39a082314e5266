using Kopek.Core;
using Microsoft.AspNetCore.Components;

namespace Kopek.Web.Counter;

/// <summary>What every component of the counter has: the request it is drawn for.</summary>
public abstract class CounterPage : ComponentBase
{
    [Parameter, EditorRequired]
    public CounterCall Call { get; set; } = null!;

    protected string T(string key, params (string Name, string Value)[] values) => Call.T(key, values);

    protected string Amount(Money amount) => Call.Amount(amount);
}

/// <summary>A page that shows a model: plain values, made before it is drawn.</summary>
public abstract class CounterPage<TModel> : CounterPage
{
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;
}
