using Microsoft.AspNetCore.Components;

namespace Kopek.Web.Care;

/// <summary>What every component of the holder's pages has: the request it is drawn for.</summary>
public abstract class CarePage : ComponentBase
{
    [Parameter, EditorRequired]
    public CareCall Call { get; set; } = null!;

    protected string T(string key, params (string Name, string Value)[] values) => Call.T(key, values);
}

/// <summary>A page that shows a model: plain values, made before it is drawn.</summary>
public abstract class CarePage<TModel> : CarePage
{
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;
}
